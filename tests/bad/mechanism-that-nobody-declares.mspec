component a { [Language] ::= C }
system s { [Components] ::= a  [Mechanisms] ::= kasn }
