# Judged as it stands, hardening that does not apply bounds nothing: unsafe, and not merely invalid.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component a { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism h { [Transform] ::= R(*) -> R(intent)  [Applies] ::= Rust }
