component a { [Language] ::= C }
system s { [Components] ::= a  [Mechanisms] ::= none  [Minimise] ::= memory, memory }
