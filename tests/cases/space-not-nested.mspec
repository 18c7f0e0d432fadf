# Without [Within] the second mechanism nests nowhere: 1 + 4 + 4.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism A { [Boundary] ::= X(api) }
mechanism B { [Boundary] ::= X(api) }
