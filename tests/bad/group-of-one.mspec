component a { [Language] ::= C }
system s { [Components] ::= a  [Together] ::= a }
