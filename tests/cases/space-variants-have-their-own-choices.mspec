# h applies to C: the C variant has two choices, the Rust one has one.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component a {
    variant c { [Language] ::= C }
    variant rust { [Language] ::= Rust }
}
mechanism h { [Transform] ::= R(*) -> R(intent)  [Applies] ::= C }
