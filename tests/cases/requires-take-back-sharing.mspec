# Sharing is itself a grant, and may be taken back for one: nic may no longer read the ring, app may.
component nic { [Memory Access] ::= R(*)  [Requires] ::= * }
component app { [Memory Access] ::= R(b.ring)  [Requires] ::= * }
component b {
    [Memory Access] ::= R
    [Region] ::= (ring, SHARED, 64)
    [Requires] ::= R
    [Requires] -= nic(R, ring)
}
