# X(f) grants f and not g.
component a { [Memory Access] ::= none  [Call] ::= X(b.g) }
component b { [Memory Access] ::= R  [API] ::= (f, SYMB) (g, SYMB)  [Requires] ::= X(f) }
