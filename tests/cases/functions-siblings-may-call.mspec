# Siblings may call a function that is no API symbol.
component lwip {
    [Memory Access] ::= R
    [API] ::= (input, SYMB)
    [Region] ::= (ring, OWN, 64)
    [Requires] ::= X
    function input { [Call] ::= X(lwip.output) }
    function output { [Memory Access] ::= R }
}
system s { [Place by] ::= function }
