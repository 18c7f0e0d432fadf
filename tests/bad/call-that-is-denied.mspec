component a { [Language] ::= C  [API] ::= (f, SYMB)  [Requires] ::= none }
component b { [Language] ::= C  [Call] ::= X(a.f) }
