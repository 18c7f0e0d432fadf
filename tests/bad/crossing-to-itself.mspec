component a { [Language] ::= C }
component b { [Language] ::= C }
system s { [Components] ::= a, b  [Profile] ::= (a -> a, 5 k/s) }
