# A symbol that a declared component lacks is an error.
component b { [API] ::= (f, SYMB)  [Requires] ::= X }
component a { [Call] ::= X(b.g) }
