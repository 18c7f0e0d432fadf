component a { [Language] ::= C }
component b { [Region] ::= (x, OWN, 64 B)  [Language] ::= C }
component c { [Language] ::= C  [Requires] ::= R(b.x) }
