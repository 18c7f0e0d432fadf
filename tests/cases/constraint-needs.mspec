# [Needs]: h only where g is.  For each component none, g, or both: 9 of 16.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism g { [Transform] ::= R(*) -> R(intent) }
mechanism h { [Transform] ::= W(*) -> W(intent)  [Needs] ::= g }
