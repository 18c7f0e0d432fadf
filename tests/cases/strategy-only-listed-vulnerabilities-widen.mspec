# A vulnerability that is declared but not listed by the system widens nothing.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Requires] ::= X }
vulnerability oob { [Transform] ::= R(intent) -> R(*)  [Affects] ::= app }
system s { [Strategy] ::= vulnerability }
