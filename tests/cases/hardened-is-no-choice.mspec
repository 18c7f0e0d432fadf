# [Hardened] bounds like chosen hardening, costs nothing and is no choice: one configuration for app, not two.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C  [Hardened] ::= full }
component lib { [Language] ::= Rust  [Requires] ::= X }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent)  [Applies] ::= C }
