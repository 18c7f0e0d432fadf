# Regions are written with or without the component's own name.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Region] ::= (buf, OWN, 64)  [Requires] ::= *(R, b.buf) }
