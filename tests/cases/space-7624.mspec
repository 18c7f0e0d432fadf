# Hardening per compartment, 4 components, 3 mechanisms that apply to all, one symmetric mechanism:
# 1*8 + 7*64 + 6*512 + 1*4096 = 7624.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
component d { [Memory Access] ::= R }
mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) }
mechanism h1 { [Transform] ::= R(*) -> R(intent) }
mechanism h2 { [Transform] ::= W(*) -> W(intent) }
mechanism h3 { [Transform] ::= X(*) -> X(intent) }
system s { [Hardening] ::= per compartment }
