# With a profile runtime comes first: the division costs nothing without calls, the hardening half of the time.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism full { [Transform] ::= R(*) -> R, W(*) -> W, X(*) -> X  [Applies] ::= C  [Cost] ::= runtime 50% }
mechanism ept { [Boundary] ::= X(api) }
system s { [Profile] ::= (a, 100%) }
