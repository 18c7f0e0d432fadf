# [Requires] ::= W grants no reading.
component a { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= W }
