# Reading is granted, writing is needed: denied.
component a { [Memory Access] ::= W(b.buf) }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= a(R, buf) }
