component a { [Language] ::= C }
system s { [Components] ::= a  [Minimise] ::= karma }
