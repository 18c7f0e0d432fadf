# Rule 3 asks what is in reach, not what passes: the boundary lets only calls of code cross; app, which may write anywhere as
# far as it knows, loses its bounds and enters vic's code.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
language Wild { [Memory Access] ::= R(intent), W(*)  [Call] ::= X(intent)  [Requires] ::= * }
component app { [Language] ::= Wild }
component vic { [Language] ::= Rust  [Requires] ::= X }
mechanism wall { [Boundary] ::= X(*) }
