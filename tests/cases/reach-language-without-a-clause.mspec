# A language that says nothing about calls does not bound them: jumping anywhere ends every bound.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
language Half { [Memory Access] ::= R(intent), W(intent)  [Requires] ::= * }
component app { [Language] ::= Half }
component lib { [Language] ::= Rust  [Requires] ::= X }
