component victim { [Language] ::= C   [Requires] ::= none }
component brute  { [Language] ::= C }
system impossible {
    [Components] ::= victim, brute
    [Mechanisms] ::= cfi
    [Together]   ::= victim, brute
}
