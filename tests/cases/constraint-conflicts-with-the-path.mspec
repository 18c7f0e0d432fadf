# A conflict between hardening and a boundary: per component one or the other.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api)  [Conflicts] ::= h }
mechanism h { [Transform] ::= W(*) -> W(intent) }
