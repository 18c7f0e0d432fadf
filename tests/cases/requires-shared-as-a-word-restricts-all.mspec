# Naming `shared` restricts all shared memory, the unnamed rest included.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= R, other(R, shared) }
