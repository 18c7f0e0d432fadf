# Without a profile: compartments, then transformations.  One of hardening and division is needed: hardening keeps one
# compartment, at two transformations; a division would make two.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism full { [Transform] ::= R(*) -> R, W(*) -> W, X(*) -> X  [Applies] ::= C  [Cost] ::= runtime 50% }
mechanism ept { [Boundary] ::= X(api) }
