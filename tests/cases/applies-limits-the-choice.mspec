# [Applies] names languages: the mechanism can be chosen for the C component and for nobody else.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component a { [Language] ::= C }
component b { [Language] ::= Rust }
component c { [Memory Access] ::= R }
mechanism h { [Transform] ::= R(*) -> R(intent)  [Applies] ::= C }
