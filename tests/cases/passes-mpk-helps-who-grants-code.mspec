# The remedy of granting code: lib grants X(*), and MPK keeps the rest.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Requires] ::= X(*) }
mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*)  [Limit] ::= 15 }
