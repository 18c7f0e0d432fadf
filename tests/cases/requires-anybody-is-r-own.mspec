# R(own) is short for *(R, own).
component a { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= *(R, own) }
