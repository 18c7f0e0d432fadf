# Variants together with functions are then an error.
component lwip {
    [Memory Access] ::= R
    [API] ::= (input, SYMB)
    function input { [Memory Access] ::= R }
    variant one { [Size] ::= 1 MiB }
    variant two { [Size] ::= 2 MiB }
}
system s { [Place by] ::= function }
