component a { [Language] ::= C }
system s { [Components] ::= a  [Mechanisms] ::= none  [Apart] ::= a, a }
