component a { [Language] ::= C }
component b { [Language] ::= C }
system s { [Components] ::= a  [Mechanisms] ::= none  [Protect] ::= b }
