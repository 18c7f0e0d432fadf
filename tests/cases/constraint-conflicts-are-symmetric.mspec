# [Conflicts] is symmetric: stated by g, it binds h as well.
component a { [Memory Access] ::= R }
mechanism g { [Transform] ::= R(*) -> R(intent)  [Conflicts] ::= h }
mechanism h { [Transform] ::= W(*) -> W(intent) }
