# [Together]: in the same compartment, or nowhere.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
system s { [Together] ::= a, b }
