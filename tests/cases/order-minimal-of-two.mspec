# Minimal are the valid ones that derive from no other valid one.  One of g and h is needed beside what is built in: three
# are safe, and the one with both derives from the other two.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C  [Hardened] ::= cfi }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism cfi { [Transform] ::= X(*) -> X(intent) }
mechanism g { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Applies] ::= C }
mechanism h { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Applies] ::= C }
system s { [Mechanisms] ::= g, h }
