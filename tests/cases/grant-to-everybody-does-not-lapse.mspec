# Rule 4: what everybody has, the overwriter has too.  Reading stays granted to lib; what is violated is nic's writing.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component nic { [Language] ::= C }
component lib { [Language] ::= Rust  [Memory Access] ::= R, W, R(key.k)  [Hardened] ::= full }
component key { [Region] ::= (k, OWN, 64)  [Requires] ::= R }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
system s { [Mechanisms] ::= none  [Protect] ::= key }
