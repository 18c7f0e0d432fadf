# Ranges exclude their end: byte 63 is granted and byte 64 is not.  The vault has nothing but the region.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Region] ::= (buf, OWN, 65)  [Requires] ::= *(R, buf[0..64]) }
