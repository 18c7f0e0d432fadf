# `[Mechanisms] ::= none`: only what the components already are.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
system s { [Mechanisms] ::= none }
