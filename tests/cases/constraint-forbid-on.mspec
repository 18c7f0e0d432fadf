# [Forbid] A on c, beside another group.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism g { [Transform] ::= R(*) -> R(intent) }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Forbid] ::= g on a; h on b }
