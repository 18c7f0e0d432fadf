# rate * gate / clock: a million calls a second, 100 cycles each, at 1 GHz: 10 % of the time.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api)  [Gate] ::= 100 cycles }
system s { [Apart] ::= a, b  [Clock] ::= 1 GHz  [Profile] ::= (a, 50%) (b, 50%) (a -> b, 1 M/s) }
