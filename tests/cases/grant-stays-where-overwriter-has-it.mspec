# Rule 4: the grant lapses as far as the overwriter does not have it; app is granted the key too, so lib keeps it.  What is
# left is app's writing.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Memory Access] ::= R, W, R(key.k)  [Hardened] ::= full }
component key { [Region] ::= (k, OWN, 64)  [Requires] ::= lib(R, k), app(R, k) }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
system s { [Mechanisms] ::= none  [Protect] ::= key }
