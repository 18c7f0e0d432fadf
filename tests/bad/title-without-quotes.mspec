component a { [Language] ::= C  [Title] ::= scheduler }
