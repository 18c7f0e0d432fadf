# 0x40 is 64: the grant of [0..0x40] and the need of [0..64] are the same bytes.
component b { [Region] ::= (buf, OWN, 0x1000)  [Requires] ::= a(R, buf[0..0x40]) }
component a { [Memory Access] ::= R(b.buf[0..64]) }
