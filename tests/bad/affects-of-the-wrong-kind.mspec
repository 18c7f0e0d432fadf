mechanism wall { [Boundary] ::= X(api) }
vulnerability v { [Affects] ::= mechanism wall  [Transform] ::= R(intent) -> R(*) }
