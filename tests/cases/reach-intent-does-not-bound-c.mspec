# What a is meant to call is nothing; what it may call in the worst case its language says, and C bounds nothing.  Memory
# hardening, one kind or both, is undone by that.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C  [Call] ::= none }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism g { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Applies] ::= C }
mechanism h { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Applies] ::= C }
