mechanism tame { [Transform] ::= R(*) -> R(intent) }
mechanism wall { [Boundary] ::= X(api)  [Gate] ::= 100 cycles }
component a { [Language] ::= C }
component b { [Language] ::= C }
system s { [Components] ::= a, b  [Mechanisms] ::= tame  [Use] ::= wall on a }
