# Three components, of which one wants to be left alone.
component keeper {
    [Title]    ::= "Keeps the keys"
    [Language] ::= Rust
    [API]      ::= (sign, SYMB)
    [Region]   ::= (key, OWN, 4 KiB) (out, SHARED, 8 KiB)
    [Requires] ::= X
}

component parser {
    [Language] ::= C
    [Call]     ::= X(keeper.sign)
    [Memory Access] ::= R, W
}

component logger {
    [Language] ::= C
}

system small {
    [Components] ::= keeper, parser, logger
    [Mechanisms] ::= ept, mpk, asan, cfi
    [Platform]   ::= arch x86_64; compiler clang 16; cpu pku
}
