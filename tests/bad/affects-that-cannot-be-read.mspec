vulnerability v { [Affects] ::= the whole world  [Transform] ::= R(intent) -> R(*) }
