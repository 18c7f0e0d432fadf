component a { [Language] ::= C }
component b { [Language] ::= C }
system s { [Components] ::= a }
system t { [Components] ::= b }
