# [Needs] of a mechanism on the path: in w everybody needs h.  Undivided 4, divided 1.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api)  [Needs] ::= h }
mechanism h { [Transform] ::= W(*) -> W(intent) }
