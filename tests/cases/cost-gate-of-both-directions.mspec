# Crossings of both directions are added: two thirds of a million one way, one third the other.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api)  [Gate] ::= 100 cycles }
system s { [Apart] ::= a, b  [Clock] ::= 1 GHz  [Profile] ::= (a, 50%) (a -> b, 600 k/s) (b -> a, 400 k/s) }
