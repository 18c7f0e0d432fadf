# As above, with friend in an address space of its own: nothing of b is mapped for spy.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component friend { [Memory Access] ::= R(b.buf) }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= friend(R, buf) }
mechanism ept { [Boundary] ::= R(granted) }
system s { [Protect] ::= b }
