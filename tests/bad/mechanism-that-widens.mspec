mechanism m { [Transform] ::= R(intent) -> R(*) }
