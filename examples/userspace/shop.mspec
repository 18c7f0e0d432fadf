# A program of four components, built by make, CMake or Meson. The parser reads what strangers send, and has a fault that lets it
# write beyond its buffer. What is the least hardening with which nobody else is harmed by that?

component app {
    [Language]      ::= C
    [Origin]        ::= "pkg:generic/shop#app"
    [Memory Access] ::= R, W
    [Call]          ::= X(parser.parse, store.store_open, store.store_may_refund, journal.journal_note)
}

component parser {
    [Language]      ::= C
    [Origin]        ::= "pkg:generic/shop#parser"
    [Memory Access] ::= R, W
    [Call]          ::= X(journal.journal_note)
    [API]           ::= (parse, SYMB)
}

component store {
    [Language]      ::= C
    [Origin]        ::= "pkg:generic/shop#store"
    [Memory Access] ::= R, W
    [Call]          ::= none
    [API]           ::= (store_open, SYMB) (store_may_refund, SYMB)
    [Requires]      ::= X, R                # nobody writes who may refund
}

component journal {
    [Language]      ::= C
    [Origin]        ::= "pkg:generic/shop#journal"
    [Memory Access] ::= R, W
    [Call]          ::= none
    [API]           ::= (journal_note, SYMB)
}

vulnerability parser-overflow : CWE-787 {
    [Title]   ::= "parse() copies an order into a buffer that is too small for it"
    [Affects] ::= parser
}

system shop {
    [Components]      ::= app, parser, store, journal
    [Mechanisms]      ::= asan, ssp, ubsan
    [Strategy]        ::= vulnerability     # the code is taken to be right, but for the fault that is listed
    [Vulnerabilities] ::= parser-overflow
}
