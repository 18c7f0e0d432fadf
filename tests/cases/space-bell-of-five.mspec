# One symmetric mechanism, five components: the Bell number 52.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
component d { [Memory Access] ::= R }
component e { [Memory Access] ::= R }
mechanism A { [Boundary] ::= X(api) }
