# Rule 4: the overwriter that owns the target has it.  app overwrites lib, and lib reads app's own buffer, as app grants.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C  [Region] ::= (buf, OWN, 64)  [Requires] ::= lib(R, buf), X(*) }
component lib { [Language] ::= Rust  [Memory Access] ::= R, W, R(app.buf)  [Hardened] ::= full  [Requires] ::= * }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
system s { [Mechanisms] ::= none }
