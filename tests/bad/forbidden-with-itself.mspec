component a { [Language] ::= C }
system s { [Components] ::= a  [Mechanisms] ::= kasan  [Forbid] ::= kasan with kasan }
