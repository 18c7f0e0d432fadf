component uksched { [Language] ::= C }
system s { [Components] ::= ukshced  [Mechanisms] ::= none }
