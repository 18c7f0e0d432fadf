# Rule 2: an overwritten component's hardening still bounds it.  lib is overwritten by app, and its built-in hardening keeps
# it from vic; app is kept from vic by the boundary, which lets granted writes through to lib alone.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Hardened] ::= full  [Requires] ::= * }
component vic { [Language] ::= Rust  [Requires] ::= none }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
mechanism wall { [Boundary] ::= W(granted) }
system s { [Mechanisms] ::= wall }
