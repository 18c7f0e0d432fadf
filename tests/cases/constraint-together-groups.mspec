# Several groups are separated by ;
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
component d { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
system s { [Together] ::= a, b; c, d }
