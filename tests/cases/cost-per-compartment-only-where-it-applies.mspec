# Per compartment, hardening costs members to which it applies: b, which is no C, is not slowed down.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C }
component b { [Memory Access] ::= R  [Requires] ::= * }
mechanism h { [Transform] ::= W(*) -> W(intent)  [Applies] ::= C  [Cost] ::= runtime 10% }
system s { [Hardening] ::= per compartment  [Use] ::= h on a  [Profile] ::= (a, 50%) (b, 50%) }
