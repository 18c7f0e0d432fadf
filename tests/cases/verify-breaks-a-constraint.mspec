# Safe, but breaks a constraint: invalid.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
system s { [Together] ::= a, b }
