# Safe Rust bounds all three operations by the intent: two Rust components are safe beside each other.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= Rust }
component lib { [Language] ::= Rust  [Requires] ::= X }
