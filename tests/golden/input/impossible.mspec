language C    { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
mechanism cfi { [Applies] ::= C  [Transform] ::= X(*) -> X(intent) }
component victim { [Language] ::= C   [Requires] ::= none }
component brute  { [Language] ::= C }
system impossible {
    [Components] ::= victim, brute
    [Mechanisms] ::= cfi
    [Together]   ::= victim, brute
}
