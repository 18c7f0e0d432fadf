# A component that the system does not have is bad input.
component a { [Memory Access] ::= R }
