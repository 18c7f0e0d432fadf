mechanism m { [Transform] ::= R(*) -> R(intent)  [Limit] ::= 4 }
