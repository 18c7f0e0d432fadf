# One per compartment built, at every level: ept twice, and mpk twice in one of them.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism ept { [Boundary] ::= X(api) }
mechanism mpk { [Boundary] ::= X(api)  [Within] ::= ept }
system s { [Place] ::= a in mpk; b in mpk; c in ept }
