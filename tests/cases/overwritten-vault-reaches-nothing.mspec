# Rule 2: a vault reaches nothing, also when overwritten.  app may write the vault (granted to everybody, beyond its intent)
# across the boundary; the vault does nothing to vic beside it.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component box { [Region] ::= (b, OWN, 64)  [Requires] ::= W }
component vic { [Language] ::= Rust  [Requires] ::= none }
mechanism wall { [Boundary] ::= W(granted) }
