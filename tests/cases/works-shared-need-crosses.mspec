# The same need on shared memory crosses.
component a { [Memory Access] ::= R(b.counter) }
component b { [Memory Access] ::= R  [Region] ::= (counter, SHARED, 8)  [Requires] ::= none }
mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) }
