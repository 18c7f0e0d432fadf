# Without [Place by] a component with functions is placed as a whole.
component lwip {
    [Memory Access] ::= R
    [API] ::= (input, SYMB)
    function input { [Memory Access] ::= W }
    function output { [Memory Access] ::= W }
}
component a { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
