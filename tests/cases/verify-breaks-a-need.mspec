# Safe, but a's need on b does not pass: invalid.
component a { [Memory Access] ::= R(b.buf) }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= a(R, buf) }
mechanism w { [Boundary] ::= X(api) }
