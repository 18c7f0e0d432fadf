mechanism m { [Transform] ::= R(*) -> W(intent) }
