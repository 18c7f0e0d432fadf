# Regions, and the rest, start on block edges: a region that is smaller than a block takes no other region along.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Region] ::= (one, OWN, 64) (two, OWN, 64)  [Requires] ::= spy(R, one) }
mechanism ept { [Boundary] ::= R(granted)  [Granularity] ::= 4 KiB }
