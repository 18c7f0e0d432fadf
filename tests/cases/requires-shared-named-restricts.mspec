# Sharing is a grant to everybody, unless [Requires] names the region: then what it names is all that is granted.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Region] ::= (ring, SHARED, 64)  [Requires] ::= R, other(R, ring) }
