# -= takes a grant back for one principal: "anyone but the NIC driver".
component nic { [Memory Access] ::= R(*)  [Requires] ::= * }
component app { [Memory Access] ::= R(*)  [Requires] ::= * }
component b {
    [Memory Access] ::= R
    [Requires] ::= R
    [Requires] -= nic(R, own)
}
