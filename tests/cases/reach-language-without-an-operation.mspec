# A language bounds what it names: of writing this one says nothing, and a component that may write anywhere is bounded by
# nothing at all.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
language L { [Memory Access] ::= R(intent)  [Call] ::= X(intent)  [Requires] ::= * }
component app { [Language] ::= L }
component lib { [Language] ::= Rust  [Requires] ::= X }
