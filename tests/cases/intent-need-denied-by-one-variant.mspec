# One variant grants the need, the other does not: no error.  With the one that denies, a's reading violates b.
component a { [Memory Access] ::= R(b.buf) }
component b {
    [Memory Access] ::= R
    [Region] ::= (buf, OWN, 64)
    [Requires] ::= X
    variant one { [Requires] ::= a(R, buf) }
    variant two { [Size] ::= 1 MiB }
}
