# A need that its target's requirement denies can never be met: an error, before any search.
component a { [Memory Access] ::= R(b.buf) }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= X }
