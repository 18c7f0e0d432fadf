# The vault grants what the functions' clauses name: input may read the ring, and reads it.  Nobody else is granted it.
component lwip {
    [Memory Access] ::= R
    [API] ::= (input, SYMB)
    [Region] ::= (ring, OWN, 64)
    [Requires] ::= X
    function input { [Memory Access] ::= R(lwip.ring) }
    function output { [Memory Access] ::= R }
}
component spy { [Memory Access] ::= R(lwip.ring) }
system s { [Place by] ::= function }
