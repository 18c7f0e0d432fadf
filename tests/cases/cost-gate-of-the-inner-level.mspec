# Within one address space the pair's outermost separating mechanism is mpk.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism ept { [Boundary] ::= X(api)  [Gate] ::= 400 cycles }
mechanism mpk { [Boundary] ::= X(api)  [Within] ::= ept  [Gate] ::= 100 cycles }
system s { [Place] ::= a in mpk; b in mpk; c in ept  [Clock] ::= 1 GHz  [Profile] ::= (a, 50%) (a -> b, 1 M/s) }
