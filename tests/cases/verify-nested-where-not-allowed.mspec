# Nested where [Within] does not name the parent's mechanism.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism v { [Boundary] ::= X(api) }
mechanism w { [Boundary] ::= X(api) }
