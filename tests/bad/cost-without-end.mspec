component a { [Language] ::= C  [Cost] ::= runtime inf% }
