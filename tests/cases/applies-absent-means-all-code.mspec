# Without [Applies] a mechanism applies to every component with code; a vault has none.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component a { [Language] ::= C }
component b { [Language] ::= Rust }
component c { [Memory Access] ::= R }
component v { [Region] ::= (k, OWN, 64) }
mechanism h { [Transform] ::= R(*) -> R(intent) }
