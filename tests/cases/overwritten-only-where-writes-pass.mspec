# Rule 2 needs the write to pass: behind a boundary for which nothing crosses, lib is not overwritten and vic is safe.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Requires] ::= * }
component vic { [Language] ::= Rust  [Requires] ::= none }
mechanism wall { [Boundary] ::= none }
