component a { [Language] ::= C  [API] ::= (f, SYMB) (f, SYMB) }
