# In both strategies listed vulnerabilities widen: safe Rust with an out-of-bounds read reads lib.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= Rust  [Requires] ::= * }
component lib { [Language] ::= Rust  [Requires] ::= X }
vulnerability oob { [Transform] ::= R(intent) -> R(*)  [Affects] ::= app }
system s { [Vulnerabilities] ::= oob }
