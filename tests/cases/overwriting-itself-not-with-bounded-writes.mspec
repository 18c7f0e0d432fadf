# Rule 3 does not fire where hardening bounds the writes: reading stays as the language bounds it.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
language Wild { [Memory Access] ::= R(intent), W(*)  [Call] ::= X(intent)  [Requires] ::= * }
component app { [Language] ::= Wild  [Hardened] ::= h }
component vic { [Language] ::= Rust  [Requires] ::= X }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Mechanisms] ::= none }
