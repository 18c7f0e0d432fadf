# The bound is the intent, named needs included: hardened app still reads what it is granted, and nothing else.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C  [Memory Access] ::= R, W, R(lib.buf)  [Hardened] ::= full }
component lib { [Language] ::= Rust  [Region] ::= (buf, OWN, 64)  [Requires] ::= app(R, buf) }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
system s { [Mechanisms] ::= none }
