# Whom the *mechanism* does not separate: mpk divides the address space of spy and friend, ept does not separate them, so
# that what friend is granted crosses ept for spy; mpk lets all reading cross.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component friend { [Memory Access] ::= R(b.buf) }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= friend(R, buf) }
mechanism ept { [Boundary] ::= R(granted) }
mechanism mpk { [Boundary] ::= R(*)  [Within] ::= ept }
system s { [Protect] ::= b }
