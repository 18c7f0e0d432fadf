# The others' requirements may be violated, the fixpoint counts in full: app may overwrite lib, and lib, no longer bounded,
# violates vic, which is protected.  app itself does not reach vic.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Region] ::= (buf, OWN, 64)  [Requires] ::= app(W, buf) }
component vic { [Language] ::= Rust  [Requires] ::= none }
mechanism wall { [Boundary] ::= W(granted) }
system s { [Protect] ::= vic }
