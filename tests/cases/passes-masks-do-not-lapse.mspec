# A mask is hardware set up beforehand and does not lapse: lib is overwritten by app, which shares its compartment, and its
# grant on the key lapses; what it was granted still crosses, and so the key is read by both.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Memory Access] ::= R, W, R(key.k) }
component key { [Region] ::= (k, OWN, 64)  [Requires] ::= lib(R, k) }
mechanism cheri { [Boundary] ::= granted }
system s { [Protect] ::= key }
