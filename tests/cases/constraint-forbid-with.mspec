# [Forbid] A with B speaks of the mechanisms of one component: both on a is out, one on each is not.  2^4 choices less those
# with both on a (4), both on b (4), counted once (1): 9.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism g { [Transform] ::= R(*) -> R(intent) }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Forbid] ::= g with h }
