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

# So that these tests do not change with the catalogue, they bring what they need: mspec --catalog ''.
language C    { [Memory Access] ::= R(*), W(*)            [Call] ::= X(*)       [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
mechanism ept  { [Boundary] ::= R(granted), W(granted), X(api)  [Granularity] ::= 4 KiB  [Gate] ::= 462 cycles  [Assumes] ::= "the hypervisor is right" }
mechanism mpk  { [Boundary] ::= R(shared), W(shared), X(*)  [Within] ::= ept  [Limit] ::= 15  [Gate] ::= 108 cycles }
mechanism asan { [Applies] ::= C  [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Assurance] ::= detects  [Cost] ::= runtime 73% }
mechanism cfi  { [Applies] ::= C  [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 2%  [Assumes] ::= "the whole program is linked at once" }

system small {
    [Components] ::= keeper, parser, logger
    [Mechanisms] ::= ept, mpk, asan, cfi
}
