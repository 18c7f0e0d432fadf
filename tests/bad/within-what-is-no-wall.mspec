mechanism tame { [Transform] ::= R(*) -> R(intent) }
mechanism m { [Boundary] ::= X(api)  [Within] ::= tame }
