mechanism m { [Transform] ::= R(*) }
