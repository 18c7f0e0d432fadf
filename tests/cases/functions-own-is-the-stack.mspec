# A function's own is its stack, granted to nobody: spy reads it.  The ring is granted to everybody by [Requires].
component lwip {
    [Memory Access] ::= R
    [API] ::= (input, SYMB)
    [Region] ::= (ring, OWN, 64)
    [Requires] ::= R(ring), X
    function input { [Memory Access] ::= R }
}
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
system s { [Place by] ::= function }
