# Every mechanism that stands in X must stand in Y: divided by ept does not derive from divided by mpk.  [Apart] takes the
# undivided one out: two minimal ones.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism ept { [Boundary] ::= X(api) }
mechanism mpk { [Boundary] ::= X(api) }
system s { [Apart] ::= a, b }
