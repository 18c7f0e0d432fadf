# For *that* region: the other shared region stays everybody's.
component a { [Memory Access] ::= R(b.two) }
component b { [Memory Access] ::= R  [Region] ::= (one, SHARED, 64) (two, SHARED, 64)  [Requires] ::= other(R, one) }
