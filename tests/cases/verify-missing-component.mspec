# A component that is missing in a configuration is bad input.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
