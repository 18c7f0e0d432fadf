# Others may call as [API] and [Requires] say: output is no API symbol, a's need is denied.
component lwip {
    [Memory Access] ::= R
    [API] ::= (input, SYMB)
    [Region] ::= (ring, OWN, 64)
    [Requires] ::= X
    function input { [Call] ::= X(lwip.output) }
    function output { [Memory Access] ::= R }
}
component a { [Call] ::= X(lwip.output) }
system s { [Place by] ::= function }
