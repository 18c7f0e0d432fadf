component a { [Language] ::= C }
component b { [Language] ::= C }
system s { [Components] ::= a; b  [Mechanisms] ::= none }
