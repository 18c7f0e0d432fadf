# As above, with the last byte granted too.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Region] ::= (buf, OWN, 65)  [Requires] ::= *(R, buf[0..64]), spy(R, buf[64..65]) }
