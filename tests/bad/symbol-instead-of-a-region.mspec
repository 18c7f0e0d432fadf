component a { [Language] ::= C  [API] ::= (f, SYMB) }
component b { [Memory Access] ::= R(a.f) }
