# Rule 4: the grant lapses *as far as* the overwriter does not have it: app has the first half of the key, lib reads only
# that half, and its grant on that half stays.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Memory Access] ::= R, W, R(key.k[0..32])  [Hardened] ::= full }
component key { [Region] ::= (k, OWN, 64)  [Requires] ::= lib(R, k), app(R, k[0..32]) }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
system s { [Mechanisms] ::= none  [Protect] ::= key }
