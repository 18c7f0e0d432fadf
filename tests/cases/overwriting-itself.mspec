# Rule 3: app may write beyond its intent, so it may overwrite itself, and then nothing bounds its reading either, though its
# language does.  Only reading crosses the boundary, and it violates vic.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
language Wild { [Memory Access] ::= R(intent), W(*)  [Call] ::= X(intent)  [Requires] ::= * }
component app { [Language] ::= Wild }
component vic { [Language] ::= Rust  [Requires] ::= X }
mechanism wall { [Boundary] ::= R(*) }
