# Rule 2 speaks of c's own memory: writes to shared memory, which cross, overwrite nobody.  lib stays Rust, vic is safe.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Region] ::= (ring, SHARED, 64)  [Requires] ::= * }
component vic { [Language] ::= Rust  [Requires] ::= none }
mechanism wall { [Boundary] ::= R(shared), W(shared) }
