component a { [Language] ::= C }
system s { [Components] ::= a  [Budget] ::= compartments -1 }
