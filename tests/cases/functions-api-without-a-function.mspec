# An API symbol without a function is then an error.
component lwip {
    [Memory Access] ::= R
    [API] ::= (input, SYMB) (output, SYMB)
    function input { [Memory Access] ::= R }
}
system s { [Place by] ::= function }
