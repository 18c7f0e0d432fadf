# Each within the other: 1 + 4 + 4 + 3 + 3.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism A { [Boundary] ::= X(api)  [Within] ::= B }
mechanism B { [Boundary] ::= X(api)  [Within] ::= A }
