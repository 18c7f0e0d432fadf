# Rule 4: b's own grant has lapsed, so that it does not count as having it.  app overwrites lib (granted writes cross, beyond
# app's intent), lib overwrites mid, which is hardened and only reads the key.  lib was granted the key as well; its grant
# lapses through app, and mid's through lib.  app itself does not reach the key: nothing of it crosses.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Region] ::= (buf, OWN, 64)  [Requires] ::= app(W, buf) }
component mid { [Language] ::= Rust  [Memory Access] ::= R, W, R(key.k)  [Hardened] ::= full }
component key { [Region] ::= (k, OWN, 64)  [Requires] ::= lib(R, k), mid(R, k) }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
mechanism wall { [Boundary] ::= W(granted) }
system s { [Mechanisms] ::= wall  [Protect] ::= key }
