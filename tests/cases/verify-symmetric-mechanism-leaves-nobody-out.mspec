# With the same mask in both directions a mechanism divides all members.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
