# With control flow bounded and memory not, app violates R and W, and nothing on X.  lib is overwritten, but app requires
# nothing of it.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C  [Hardened] ::= cfi }
component lib { [Language] ::= Rust  [Requires] ::= X }
mechanism cfi { [Transform] ::= X(*) -> X(intent) }
system s { [Mechanisms] ::= none }
