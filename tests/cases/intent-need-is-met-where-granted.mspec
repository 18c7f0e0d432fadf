# A named need that the target grants to the byte is part of the intent: reading it violates nothing.
component a { [Memory Access] ::= R(b.buf[16..32]) }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= a(R, buf[16..32]) }
