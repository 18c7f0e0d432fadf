# The need must pass as a whole: half of it is shared.
component a { [Memory Access] ::= R(b.one), R(b.two) }
component b { [Memory Access] ::= R  [Region] ::= (one, SHARED, 64) (two, OWN, 64)  [Requires] ::= a(R, two) }
mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) }
