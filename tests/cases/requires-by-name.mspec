# lwip(R, own) names who: lwip may, spy may not.
component lwip { [Memory Access] ::= R(b.buf) }
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= lwip(R, own) }
system s { [Protect] ::= b }
