component a { [Language] ::= C }
system s { [Components] ::= a  [Mechanisms] ::= ept  [Place] ::= a on ept }
