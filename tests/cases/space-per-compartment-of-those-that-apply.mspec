# Per compartment, from the mechanisms that apply to one of its members.  h applies to C only: together 2 choices, apart 2*1.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
mechanism h { [Transform] ::= R(*) -> R(intent)  [Applies] ::= C }
system s { [Hardening] ::= per compartment }
