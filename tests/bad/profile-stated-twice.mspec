component a { [Language] ::= C }
component b { [Language] ::= C }
system s { [Components] ::= a, b  [Mechanisms] ::= none  [Profile] ::= (a -> b, 1 k/s) (a -> b, 2 k/s) }
