component a { [Language] ::= C  [API] ::= (f, SYMB)
    variant one { [Requires] ::= none }
    variant two { [Requires] ::= c(X, f) } }
component b { [Language] ::= C  [Call] ::= X(a.f) }
component c { [Language] ::= C }
