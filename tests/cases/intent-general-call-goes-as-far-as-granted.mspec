# A general X is any API symbol as far as its owner grants it: b.f is for c alone, a's X does not include it.
component a { [Call] ::= X }
component b { [Memory Access] ::= R  [API] ::= (f, SYMB)  [Requires] ::= c(X, f) }
component c { [Call] ::= X(b.f) }
