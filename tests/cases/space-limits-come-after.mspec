# `all` counts before limits: three compartments are counted, and are not valid with a limit of 2.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api)  [Limit] ::= 2 }
