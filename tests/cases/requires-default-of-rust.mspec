# Without the clause, the language's default: Rust grants R and X, and denies W.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component a { [Memory Access] ::= W(*)  [Requires] ::= * }
component r { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Language] ::= Rust }
mechanism wall { [Boundary] ::= R(*), W(*) }
system s { [Protect] ::= b }
