# What is built in counts for [Exclude] as well: g is in a for good, and so h is nowhere: 2 of 8 (g on b or not).
component a { [Memory Access] ::= R  [Hardened] ::= g }
component b { [Memory Access] ::= R }
mechanism g { [Transform] ::= R(*) -> R(intent) }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Exclude] ::= g with h }
