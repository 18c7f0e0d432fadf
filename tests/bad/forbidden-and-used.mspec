component a { [Language] ::= C }
component b { [Language] ::= C }
system s { [Components] ::= a, b  [Mechanisms] ::= kasan  [Forbid] ::= kasan on a  [Use] ::= kasan on a }
