# Granularity helps needs as it helps attackers: what is granted to a's neighbour in the same page crosses for a as well; a
# itself is granted the bytes it needs.
component a { [Memory Access] ::= R(b.buf[0..64]) }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 4 KiB)  [Requires] ::= a(R, buf[0..64]) }
mechanism ept { [Boundary] ::= R(granted)  [Granularity] ::= 4 KiB }
