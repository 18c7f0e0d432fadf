# [Use] A on c.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Use] ::= h on a }
