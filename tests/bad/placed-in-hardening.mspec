mechanism tame { [Transform] ::= R(*) -> R(intent) }
component a { [Language] ::= C }
component b { [Language] ::= C }
system s { [Components] ::= a, b  [Mechanisms] ::= tame  [Place] ::= a in tame }
