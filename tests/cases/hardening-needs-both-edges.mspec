# X covers calls and returns: bounding one edge leaves the other, and a jump anywhere ends every bound.  Of the four choices
# for app only the one with both is safe.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C  [Hardened] ::= kasan }
component lib { [Language] ::= Rust  [Requires] ::= X }
mechanism kasan { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Applies] ::= C }
mechanism fwd { [Transform] ::= X.call(*) -> X.call(intent)  [Applies] ::= C }
mechanism bwd { [Transform] ::= X.return(*) -> X.return(intent)  [Applies] ::= C }
