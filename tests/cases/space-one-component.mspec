# With one component a boundary separates nobody from anybody.
component a { [Memory Access] ::= R }
mechanism A { [Boundary] ::= X(api) }
mechanism B { [Boundary in] ::= X(api) }
