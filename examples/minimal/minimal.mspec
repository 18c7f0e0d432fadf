# The smallest system that has something to protect. docs/tutorial.md walks through it.

component parser {
    [Title]    ::= "Reads whatever arrives from the network"
    [Language] ::= C
    [API]      ::= (parse, SYMB)
    [Call]     ::= X(ledger.append)
}

component ledger {
    [Title]    ::= "Keeps the accounts"
    [Language] ::= Rust
    [API]      ::= (append, SYMB) (total, SYMB)
}

system minimal {
    [Components] ::= parser, ledger
    [Mechanisms] ::= mpk, ept, asan, cfi, ssp
    [Clock]      ::= 2.2 GHz
    [Profile]    ::= (parser, 70%) (ledger, 30%) (parser -> ledger, 100 k/s)
}
