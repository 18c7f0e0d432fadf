component a { [Language] ::= C }
system s { [Components] ::= a  [Mechanisms] ::= kasan  [Use] ::= kasan }
