# Per compartment the set is the compartment's; it counts for [Use] only at members to which it applies: b is no C.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C }
component b { [Memory Access] ::= R  [Requires] ::= * }
mechanism h { [Transform] ::= W(*) -> W(intent)  [Applies] ::= C }
system s { [Hardening] ::= per compartment  [Use] ::= h on b }
