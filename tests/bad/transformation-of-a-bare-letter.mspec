mechanism m { [Transform] ::= R -> R(intent) }
