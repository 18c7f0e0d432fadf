# [Budget] bounds a measure, inclusive: 2 compartments are allowed, 3 are not.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
system s { [Budget] ::= compartments 2 }
