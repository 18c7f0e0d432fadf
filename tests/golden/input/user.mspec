# Programs for the writers of compiler options: what a configuration needs is fixed by [Use], so that each system shows one thing.

component front {
    [Language] ::= C
    [Origin]   ::= "pkg:generic/shop@1.0#src/front/"
    [Call]     ::= X(back.serve)
    variant small { [Size] ::= 1 KiB }
}

component back {
    [Language] ::= C++
    [Origin]   ::= "pkg:generic/shop@1.0#src/back.cc"
    [API]      ::= (serve, SYMB)
}

component table { [Region] ::= (rows, OWN, 4 KiB)  [Requires] ::= * }

component wheel { [Language] ::= Rust-unsafe  [Requires] ::= * }

component box {
    [Language] ::= C
    [Call]     ::= X
    [API]      ::= (open, SYMB)
    function open { [Call] ::= none }
}

component odd {
    [Language] ::= C
    [Origin]   ::= "pkg:generic/shop#../$(rm -rf x)"
}

system plain   { [Components] ::= front, back, table  [Mechanisms] ::= none }
system two     { [Components] ::= front, back, table  [Mechanisms] ::= ssp, asan, ubsan
                 [Use] ::= ssp on front; ubsan on front; asan on back; ubsan on back }
system bitcode { [Components] ::= front, back         [Mechanisms] ::= cfi, safestack  [Use] ::= cfi on front; safestack on front }
system kernel  { [Components] ::= front, back         [Mechanisms] ::= kcfi            [Use] ::= kcfi on back }
system shadow  { [Components] ::= front, back         [Mechanisms] ::= scs             [Use] ::= scs on back }
system marked  { [Components] ::= front, back         [Mechanisms] ::= cet-shstk       [Use] ::= cet-shstk on back }
system signed  { [Components] ::= front, back         [Mechanisms] ::= pac             [Use] ::= pac on back }
system mixed   { [Components] ::= front, back         [Mechanisms] ::= asan, safestack [Use] ::= asan on front; safestack on back }
system apart   { [Components] ::= front, back         [Mechanisms] ::= process, asan, safestack
                 [Use] ::= asan on front; safestack on back  [Apart] ::= front, back }
system keys    { [Components] ::= front, back         [Mechanisms] ::= mpk             [Apart] ::= front, back }
system proto   { [Components] ::= front, back         [Mechanisms] ::= cpi             [Use] ::= cpi on front }
system foreign { [Components] ::= front, back, wheel  [Mechanisms] ::= cet-shstk       [Use] ::= cet-shstk on wheel }
system parts   { [Components] ::= box                 [Mechanisms] ::= ssp             [Place by] ::= function }
system strange { [Components] ::= odd                 [Mechanisms] ::= none }
system stated  { [Components] ::= front, back         [Mechanisms] ::= asan            [Use] ::= asan on front
                 [Platform] ::= compiler gcc 12; arch x86_64 }
system either  { [Components] ::= front, back         [Mechanisms] ::= asan            [Use] ::= asan on front
                 [Platform] ::= compiler gcc 12, clang 14; arch x86_64 }
