# The remedy of control-flow hardening: app's jumps are bounded, MPK keeps its reads and writes from lib's own memory.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Requires] ::= X }
mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*)  [Limit] ::= 15 }
mechanism cfi { [Transform] ::= X(*) -> X(intent)  [Applies] ::= C }
