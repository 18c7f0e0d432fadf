# `own` in a mask is the target's own memory: reading it crosses, reading the ring that b keeps for itself does not.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Region] ::= (ring, SHARED, 64)  [Requires] ::= R, other(R, shared) }
mechanism wall { [Boundary] ::= R(own) }
