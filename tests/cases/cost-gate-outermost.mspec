# The gate of a pair is that of the outermost mechanism that separates them: a is two levels deep, its calls to c cost what ept
# costs, and not what mpk adds.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism ept { [Boundary] ::= X(api)  [Gate] ::= 400 cycles }
mechanism mpk { [Boundary] ::= X(api)  [Within] ::= ept  [Gate] ::= 100 cycles }
system s { [Place] ::= a in mpk; b in mpk; c in ept  [Clock] ::= 1 GHz  [Profile] ::= (a, 50%) (a -> c, 1 M/s) }
