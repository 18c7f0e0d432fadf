# What it names is all that is granted: naming the reading of the ring takes the writing back as well.
component a { [Memory Access] ::= W(b.ring) }
component b { [Memory Access] ::= R  [Region] ::= (ring, SHARED, 64)  [Requires] ::= *(R, ring) }
