# As above, with `*` stated: now the buffer crosses.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C  [Memory Access] ::= R, W, R(b.buf) }
component b { [Language] ::= C  [Region] ::= (buf, OWN, 64)  [Requires] ::= * }
mechanism cheri { [Boundary] ::= granted }
