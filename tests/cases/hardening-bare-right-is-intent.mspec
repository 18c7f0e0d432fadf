# In [Transform] a bare R on the right is R(intent).
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Memory Access] ::= R(*)  [Hardened] ::= h  [Requires] ::= * }
component lib { [Language] ::= Rust  [Requires] ::= X }
mechanism h { [Transform] ::= R(*) -> R }
system s { [Mechanisms] ::= none }
