# With a language, absent clauses mean R, W and X: a may call b.f, which b grants, within its intent; Rust bounds it: safe.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component a { [Language] ::= Rust }
component b { [Language] ::= Rust  [API] ::= (f, SYMB)  [Requires] ::= X }
