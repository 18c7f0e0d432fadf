component a { [Language] ::= C }
system s { [Components] ::= a  [Mechanisms] ::= none  [Platform] ::= compiler clang >= 16 }
