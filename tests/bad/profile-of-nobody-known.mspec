component redis { [Language] ::= C }
system s { [Components] ::= redis  [Mechanisms] ::= none  [Profile] ::= (rediss, 31%) }
