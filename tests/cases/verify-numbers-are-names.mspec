# Compartments have no names: any numbers will do, as long as they tell compartments apart.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism w { [Boundary] ::= X(api) }
