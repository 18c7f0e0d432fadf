# A general R is R(own, shared), and `shared` goes only as far as the owner grants it: b keeps its shared memory for c, so
# that a's R does not include it.  a has no language and is bounded by its intent: safe.
component a { [Memory Access] ::= R, W }
component b { [Memory Access] ::= R  [Region] ::= (buf, SHARED, 64)  [Requires] ::= c(R, shared) }
component c { [Memory Access] ::= R }
