component a { [Language] ::= C }
system s { [Components] ::= a  [Mechanisms] ::= none  [Profile] ::= (a, 31) }
