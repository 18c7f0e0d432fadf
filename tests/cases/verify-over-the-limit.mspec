# Over the [Limit].
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api)  [Limit] ::= 1 }
