component a { [Language] ::= C  [Pre] ::= b.f(x): x != 0 }
component b { [Language] ::= C  [API] ::= (f, SYMB) }
