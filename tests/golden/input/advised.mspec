# A parser that a package was made of, and a keeper that wants to be left alone. It brings what it needs: mspec --catalog ''.
language C    { [Memory Access] ::= R(*), W(*)            [Call] ::= X(*)       [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
mechanism ept  { [Boundary] ::= R(granted), W(granted), X(api)  [Gate] ::= 462 cycles }
mechanism mpk  { [Boundary] ::= R(shared), W(shared), X(*)  [Within] ::= ept  [Gate] ::= 108 cycles }
mechanism asan { [Applies] ::= C  [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Assurance] ::= detects  [Cost] ::= runtime 73% }
mechanism cfi  { [Applies] ::= C  [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 2% }
vulnerability CWE-125 { [Transform] ::= R(intent) -> R(*) }
vulnerability CWE-416 { [Transform] ::= R(intent) -> R(*), W(intent) -> W(*) }
vulnerability CWE-787 { [Transform] ::= W(intent) -> W(*) }
vulnerability LEAK : CWE-125 { [Title] ::= "Reads too far"  [Affects] ::= parser.parse }
vulnerability HOLE { [Title] ::= "Reads through mpk"  [Affects] ::= mechanism mpk  [Boundary] ::= R(*) }
vulnerability ELSEWHERE : CWE-787 { [Affects] ::= absent }

component keeper {
    [Language] ::= Rust
    [Origin]   ::= "pkg:generic/keeper"
    [API]      ::= (sign, SYMB)
    [Region]   ::= (key, OWN, 4 KiB)
    [Requires] ::= X
}
component parser {
    [Language] ::= C
    [Origin]   ::= "pkg:cargo/libparse@1.3.0"
    [Call]     ::= X(keeper.sign)
    [API]      ::= (parse, SYMB)
    function parse { [Call] ::= X(keeper.sign) }
}
component logger {
    [Language] ::= C
    [Origin]   ::= "pkg:generic/logger"
}
component absent { [Language] ::= C }

system advised {
    [Components] ::= keeper, parser, logger
    [Mechanisms] ::= ept, mpk, asan, cfi
}
system by-function {
    [Components] ::= keeper, parser, logger
    [Mechanisms] ::= ept, mpk, asan, cfi
    [Place by]   ::= function
}
system narrow {
    [Components] ::= keeper, parser, logger
    [Mechanisms] ::= ept, mpk, asan, cfi
    [Protect]    ::= logger
}
