# `granted` includes sharing: a's need on b's shared ring crosses though b states nothing, and so does the call of its API.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C  [Memory Access] ::= R, W, W(b.ring)  [Call] ::= X(b.f) }
component b { [Language] ::= C  [Region] ::= (ring, SHARED, 64)  [API] ::= (f, SYMB) }
mechanism cheri { [Boundary] ::= granted }
