# An exported variable is an atom of own: R grants it, and a need may name it.
component a { [Memory Access] ::= R(b.errno) }
component b { [Memory Access] ::= R  [API] ::= (errno, DATA)  [Requires] ::= R }
