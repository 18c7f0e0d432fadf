# Rule 2: all writes of an overwritten component count as beyond its intent.  lib is hardened and only writes vic.buf, as
# intended; overwritten by app, it overwrites vic with that, and vic, which nothing bounds any longer, reaches all
# of end, which denies everything.  lib itself is kept from end by its hardening, app by the boundary.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Memory Access] ::= R, W, W(vic.buf)  [Hardened] ::= full  [Requires] ::= * }
component vic { [Language] ::= Rust  [Region] ::= (buf, OWN, 64)  [Requires] ::= lib(W, buf) }
component end { [Language] ::= Rust  [Requires] ::= none }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
mechanism wall { [Boundary] ::= W(granted) }
system s { [Mechanisms] ::= wall  [Protect] ::= end }
