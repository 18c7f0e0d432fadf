# [Place] c in m: with two mechanisms that do not nest, ept must be the one that divides.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism ept { [Boundary] ::= X(api) }
mechanism mpk { [Boundary] ::= X(api) }
system s { [Place] ::= a in ept }
