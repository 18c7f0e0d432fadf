# Mechanisms on the path slow down too, at every level: a in ept and mpk, 1 % + 2 % of 100 % share.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism ept { [Boundary] ::= X(api)  [Cost] ::= runtime 1% }
mechanism mpk { [Boundary] ::= X(api)  [Within] ::= ept  [Cost] ::= runtime 2% }
system s { [Place] ::= a in mpk; b in mpk; c in ept  [Profile] ::= (a, 100%) }
