# [Exclude] speaks of the whole system: g on one and h on the other is out, too. Either g is nowhere (2^2 choices of h) or h is
# nowhere (2^2 of g), and the one without both is counted once: 7 of 16.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism g { [Transform] ::= R(*) -> R(intent) }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Exclude] ::= g with h }
