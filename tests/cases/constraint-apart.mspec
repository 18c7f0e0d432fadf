# [Apart]: no two of them together.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
system s { [Apart] ::= a, b, c }
