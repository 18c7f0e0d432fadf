# Arithmetic is exact: 0.1 % + 0.2 % equals 0.3 %, so that two hardenings and one are equivalent.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism memory { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Applies] ::= C  [Cost] ::= runtime 0.1% }
mechanism flow { [Transform] ::= X(*) -> X(intent)  [Applies] ::= C  [Cost] ::= runtime 0.2% }
mechanism both { [Transform] ::= R(*) -> R, W(*) -> W, X(*) -> X  [Applies] ::= C  [Cost] ::= runtime 0.3% }
system s { [Profile] ::= (a, 100%)  [Minimise] ::= runtime }
