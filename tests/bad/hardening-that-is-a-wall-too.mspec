mechanism m { [Transform] ::= R(*) -> R(intent)  [Boundary] ::= X(api) }
