# `all` and `safe` count before constraints.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
system s { [Apart] ::= a, b }
