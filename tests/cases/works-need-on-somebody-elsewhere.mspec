# A need on a component that is not in the system breaks nothing.
component a { [Memory Access] ::= R(c.buf) }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= a(R, buf) }
system s { [Components] ::= a, b }
