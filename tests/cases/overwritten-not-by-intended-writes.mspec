# Rule 2 counts writes beyond the intent: app is meant to write lib.buf, is granted it, and does nothing else.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Memory Access] ::= W(lib.buf) }
component lib { [Language] ::= Rust  [Region] ::= (buf, OWN, 64)  [Requires] ::= app(W, buf) }
component vic { [Language] ::= Rust  [Requires] ::= none }
