# A gate may be stated as a time, and then needs no clock.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api)  [Gate] ::= 100 ns }
system s { [Apart] ::= a, b  [Profile] ::= (a, 50%) (a -> b, 1 M/s) }
