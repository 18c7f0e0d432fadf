# Calls within a compartment cost nothing: the best division cuts the pair that calls less.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api)  [Gate] ::= 100 cycles }
system s { [Apart] ::= a, c  [Clock] ::= 1 GHz  [Profile] ::= (a, 50%) (a -> b, 1 M/s) (b -> c, 200 k/s) }
