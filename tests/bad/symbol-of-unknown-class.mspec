component a { [Language] ::= C  [API] ::= (f, FUNC) }
