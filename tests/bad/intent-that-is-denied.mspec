component a { [Language] ::= C  [Region] ::= (key, OWN, 64 B)  [Requires] ::= none }
component b { [Language] ::= C  [Memory Access] ::= R(a.key) }
