# `compartments` is 1 when nothing is divided.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
