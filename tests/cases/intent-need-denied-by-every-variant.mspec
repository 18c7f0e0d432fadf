# With variants a need is an error only when every variant of the target denies it; here both do.
component a { [Memory Access] ::= R(b.buf) }
component b {
    [Memory Access] ::= R
    [Region] ::= (buf, OWN, 64)
    [Requires] ::= X
    variant one { [Size] ::= 1 MiB }
    variant two { [Requires] ::= c(R, buf) }
}
