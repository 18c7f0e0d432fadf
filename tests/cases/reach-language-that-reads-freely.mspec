# A language that bounds W and X but not R: the reader violates R and nothing else.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
language Ro { [Memory Access] ::= R(*), W(intent)  [Call] ::= X(intent)  [Requires] ::= * }
component app { [Language] ::= Ro }
component lib { [Language] ::= Rust  [Requires] ::= X }
