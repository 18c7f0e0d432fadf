# A missing clock where the objective needs it is an error.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api)  [Gate] ::= 100 cycles }
system s { [Profile] ::= (a, 50%) (a -> b, 1 M/s) }
