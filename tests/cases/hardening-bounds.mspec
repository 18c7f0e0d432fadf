# Hardening that bounds all three operations makes C as good as safe Rust.  The mechanism does not apply
# to lib, so that the choice is app's alone: with or without.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Requires] ::= X }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent)  [Applies] ::= C }
