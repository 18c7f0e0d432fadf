# A boundary that blocks a need breaks the system: a private variable that a reads keeps the two together.
component a { [Memory Access] ::= R(b.counter) }
component b { [Memory Access] ::= R  [Region] ::= (counter, OWN, 8)  [Requires] ::= a(R, counter) }
mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) }
