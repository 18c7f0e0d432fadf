# [Granularity]: an atom passes when an atom in the same block of its region does.  64 bytes are granted to spy, the page is
# mapped, and spy reads the rest of the page.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 8 KiB)  [Requires] ::= spy(R, buf[0..64]) }
mechanism ept { [Boundary] ::= R(granted)  [Granularity] ::= 4 KiB }
