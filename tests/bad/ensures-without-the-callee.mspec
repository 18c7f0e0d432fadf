component a { [Language] ::= C  [Ensures] ::= f(x): x != 0 }
