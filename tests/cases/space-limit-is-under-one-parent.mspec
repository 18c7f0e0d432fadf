# [Limit] bounds the compartments under one parent: two of mpk in each of two address spaces keep a limit of 2.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
component d { [Memory Access] ::= R }
mechanism ept { [Boundary] ::= X(api) }
mechanism mpk { [Boundary] ::= X(api)  [Within] ::= ept  [Limit] ::= 2 }
