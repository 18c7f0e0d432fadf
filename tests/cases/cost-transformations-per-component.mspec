# Per component the same hardening counts once for each component.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Use] ::= h on a; h on b  [Together] ::= a, b  [Apart] ::= a, c }
