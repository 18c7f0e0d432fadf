# Hardening per component: Bell(4) * 2^(3*4) = 15 * 4096 = 61440.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
component d { [Memory Access] ::= R }
mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) }
mechanism h1 { [Transform] ::= R(*) -> R(intent) }
mechanism h2 { [Transform] ::= W(*) -> W(intent) }
mechanism h3 { [Transform] ::= X(*) -> X(intent) }
