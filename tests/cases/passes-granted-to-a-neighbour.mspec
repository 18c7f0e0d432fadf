# `granted` includes what the target states to anybody whom the mechanism does not separate from the one who asks: a page is
# mapped for a whole address space.  spy shares one with friend, for whom b's buffer is mapped.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component friend { [Memory Access] ::= R(b.buf) }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= friend(R, buf) }
mechanism ept { [Boundary] ::= R(granted) }
system s { [Protect] ::= b }
