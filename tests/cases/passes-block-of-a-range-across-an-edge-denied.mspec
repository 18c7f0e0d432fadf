# As above, with the second block granted to the two bytes alone: its rest is read.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 12 KiB)  [Requires] ::= spy(R, buf[4095..4097]), *(R, buf[0..4096]) }
mechanism ept { [Boundary] ::= R(granted)  [Granularity] ::= 4 KiB }
