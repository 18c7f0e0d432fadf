# [Minimise] names the measures, most important first.  Memory and flow hardening make two transformations, and so does the
# division into two; the second measure decides for one compartment.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism memory { [Transform] ::= R(*) -> R, W(*) -> W  [Applies] ::= C }
mechanism flow { [Transform] ::= X(*) -> X  [Applies] ::= C }
mechanism more { [Transform] ::= X.return(*) -> X.return  [Applies] ::= C }
mechanism ept { [Boundary] ::= X(api) }
system s { [Minimise] ::= transformations, compartments }
