# `api` in a mask: app's free calls reach b's symbols and not its code.  b reserves f for other, and that is violated.
component app { [Call] ::= X(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [API] ::= (f, SYMB)  [Requires] ::= other(X, f) }
mechanism wall { [Boundary] ::= X(api) }
