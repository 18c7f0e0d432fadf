# [Requires] ::= R is R(own): anybody may read b's own memory; writing it is denied.
component a { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= R }
