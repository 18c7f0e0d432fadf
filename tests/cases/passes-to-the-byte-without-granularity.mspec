# Without [Granularity] exactly what is granted crosses, to the byte.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 8 KiB)  [Requires] ::= spy(R, buf[0..64]) }
mechanism cheri { [Boundary] ::= granted }
