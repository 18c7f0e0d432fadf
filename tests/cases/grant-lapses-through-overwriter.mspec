# Rule 4: a grant to lib lapses as far as app, which overwrites it, does not have it.  lib's hardening keeps it to its intent,
# which is reading the key; that reading is no longer granted.  (app violates the key directly as well.)
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Memory Access] ::= R, W, R(key.k)  [Hardened] ::= full }
component key { [Region] ::= (k, OWN, 64)  [Requires] ::= lib(R, k) }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
system s { [Mechanisms] ::= none  [Protect] ::= key }
