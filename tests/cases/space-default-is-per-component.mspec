# Without [Hardening] hardening is chosen per component: 2 placements, 2^2 choices each, and not 2 + 4.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
mechanism h { [Transform] ::= R(*) -> R(intent) }
