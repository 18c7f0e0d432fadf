component a { [Language] ::= C }
system s { [Components] ::= a  [Strategy] ::= hope }
