# A grant to the component is one to each function.
component lwip {
    [Memory Access] ::= R
    [API] ::= (input, SYMB) (output, SYMB)
    [Region] ::= (ring, OWN, 64)
    function input { [Memory Access] ::= R(key.k) }
    function output { [Memory Access] ::= R(key.k) }
}
component key { [Region] ::= (k, OWN, 64)  [Requires] ::= lwip(R, k) }
system s { [Place by] ::= function }
