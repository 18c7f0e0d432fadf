component a { [Language] ::= C  [API] ::= (f, SYMB)
    [Requires] ::= X
    [Requires] -= b(X, f) }
component b { [Language] ::= C  [Call] ::= X(a.f) }
