# The right side of a mechanism's transformation names no operation that the left lacks.
component a { [Memory Access] ::= R }
mechanism h { [Transform] ::= R(*) -> W(intent) }
