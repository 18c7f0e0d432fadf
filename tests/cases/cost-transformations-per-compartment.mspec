# Per compartment the set counts once per compartment that carries it, plus one per compartment built.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Hardening] ::= per compartment  [Use] ::= h on a; h on b  [Together] ::= a, b  [Apart] ::= a, c }
