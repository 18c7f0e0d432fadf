# R(*) says that nothing bounds the reading, whatever the language: Rust does not help, b's memory is read.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component a { [Language] ::= Rust  [Memory Access] ::= R(*), W  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= X }
