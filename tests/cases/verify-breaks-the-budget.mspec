# Safe, but over the budget: invalid.
component a { [Memory Access] ::= R }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Budget] ::= transformations 0 }
