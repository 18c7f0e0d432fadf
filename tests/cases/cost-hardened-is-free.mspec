# [Hardened] costs nothing.
component a { [Memory Access] ::= R  [Hardened] ::= h }
mechanism h { [Transform] ::= W(*) -> W(intent)  [Cost] ::= runtime 10% }
system s { [Profile] ::= (a, 100%) }
