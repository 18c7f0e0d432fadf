component a { [Language] ::= C }
component b { [Language] ::= C }
system s { [Components] ::= a, b  [Mechanisms] ::= ept  [Together] ::= a, b  [Apart] ::= a, b }
