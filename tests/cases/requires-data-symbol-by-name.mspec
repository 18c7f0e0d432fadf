# Granting the exported variable grants nothing else of own.
component a { [Memory Access] ::= R(b.errno) }
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [API] ::= (errno, DATA)  [Requires] ::= *(R, errno) }
system s { [Protect] ::= b }
