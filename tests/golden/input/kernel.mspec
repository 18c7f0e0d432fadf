# Parts of a Linux kernel: a directory, one object of it, a module, and the rest.
component inflate {
    [Language] ::= C
    [Origin]   ::= "pkg:generic/linux@6.1#lib/zlib_inflate"
    [Requires] ::= *
}
component inftrees {
    [Language] ::= C
    [Origin]   ::= "pkg:generic/linux@6.1#lib/zlib_inflate/inftrees.o"
    [Requires] ::= *
}
component sctp {
    [Language] ::= C
    [Origin]   ::= "pkg:generic/linux@6.1#net/sctp/sctp.ko"
    [Requires] ::= *
}
component core {
    [Language] ::= C
    [Requires] ::= *
    [Hardened] ::= ssp
}
system kernel {
    [Components] ::= inflate, inftrees, sctp, core
    [Mechanisms] ::= kasan-vmalloc, ssp, ubsan, vmap-stack
    [Use]        ::= kasan-vmalloc on inftrees; ssp on inftrees; ssp on sctp; vmap-stack on core; kasan-vmalloc on core
}
