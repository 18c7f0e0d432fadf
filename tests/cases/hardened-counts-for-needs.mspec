# [Hardened] counts for [Needs]: cet needs what is built in: both configurations are valid.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component app { [Language] ::= C  [Hardened] ::= base }
mechanism base { [Transform] ::= R(*) -> R(intent) }
mechanism cet { [Transform] ::= X(*) -> X(intent)  [Needs] ::= base }
