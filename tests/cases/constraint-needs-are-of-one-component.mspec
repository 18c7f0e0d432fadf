# [Needs] speaks of one component: a vault in w cannot have h, and w cannot be built around it.
component a { [Memory Access] ::= R }
component v { [Region] ::= (k, OWN, 64) }
mechanism w { [Boundary] ::= X(api)  [Needs] ::= h }
mechanism h { [Transform] ::= W(*) -> W(intent) }
