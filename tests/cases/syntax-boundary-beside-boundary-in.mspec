# [Boundary] beside [Boundary in] is an error.
component a { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api)  [Boundary in] ::= X(api) }
