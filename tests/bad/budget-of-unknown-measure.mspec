component a { [Language] ::= C }
system s { [Components] ::= a  [Budget] ::= karma 3 }
