# A mechanism narrows the operations on its left and no others: with W bounded, free reading stays.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Memory Access] ::= R(*), W(*)  [Hardened] ::= h  [Requires] ::= * }
component lib { [Language] ::= Rust  [Requires] ::= X }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Mechanisms] ::= none }
