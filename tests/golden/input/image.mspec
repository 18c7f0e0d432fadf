# Libraries of a unikernel.
component redis   { [Language] ::= C  [Origin] ::= "pkg:github/unikraft/lib-redis@7.0"  [Requires] ::= * }
component lwip    { [Language] ::= C  [Requires] ::= * }
component uksched { [Language] ::= C  [Requires] ::= * }
system image {
    [Components] ::= redis, lwip, uksched
    [Mechanisms] ::= ssp, ubsan, kasan, mpk
    [Use]        ::= ssp on lwip; ubsan on redis; ubsan on lwip; ubsan on uksched
}
