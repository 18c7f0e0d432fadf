# A configuration outside of the space is judged as it stands, and is invalid: h does not apply to Rust.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component a { [Language] ::= Rust }
mechanism h { [Transform] ::= W(*) -> W(intent)  [Applies] ::= C }
