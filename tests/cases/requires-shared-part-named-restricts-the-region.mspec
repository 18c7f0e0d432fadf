# Naming a part of a region restricts the whole region: the second half, which nothing names, is granted to nobody.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Region] ::= (ring, SHARED, 64)  [Requires] ::= R, *(R, ring[0..32]) }
