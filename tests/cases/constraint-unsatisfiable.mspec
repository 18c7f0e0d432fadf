# Constraints that contradict each other leave nothing.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
system s { [Together] ::= a, b  [Apart] ::= a, b }
