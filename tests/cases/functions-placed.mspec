# With [Place by] ::= function the component becomes a vault and one component a function: with a, four things to place.
component lwip {
    [Memory Access] ::= R
    [API] ::= (input, SYMB)
    [Region] ::= (ring, OWN, 64)
    function input { [Memory Access] ::= W }
    function output { [Memory Access] ::= W }
}
component a { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
system s { [Place by] ::= function }
