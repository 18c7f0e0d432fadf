# `granted` where the target states no requirement: X(api) and sharing.  C's default `*` denies nothing, but hands out no
# capabilities: a's need on b's private buffer is granted, and does not cross.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C  [Memory Access] ::= R, W, R(b.buf) }
component b { [Language] ::= C  [Region] ::= (buf, OWN, 64) }
mechanism cheri { [Boundary] ::= granted }
