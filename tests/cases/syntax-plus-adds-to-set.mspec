# `+=` adds to what the block set: R and then W(b.buf), which b grants.  The need on b.buf ties the two together where the
# boundary lets nothing cross: of two configurations only the undivided one is valid.
component b { [Region] ::= (buf, OWN, 64)  [Requires] ::= a(W, buf) }
component a {
    [Memory Access] ::= R
    [Memory Access] += W(b.buf)
}
mechanism wall { [Boundary] ::= none }
