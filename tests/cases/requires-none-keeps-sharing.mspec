# `none` grants nothing; sharing stays: a's writing of b's shared memory is no violation.
component a { [Memory Access] ::= R(shared), W(shared, b.ring) }
component b { [Memory Access] ::= R  [Region] ::= (ring, SHARED, 64)  [Requires] ::= none }
