# As above without [Granularity]: exactly the variable crosses.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [API] ::= (errno, DATA)  [Requires] ::= spy(R, errno) }
mechanism cheri { [Boundary] ::= granted }
