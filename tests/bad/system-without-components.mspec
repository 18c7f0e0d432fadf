system s { [Mechanisms] ::= none }
