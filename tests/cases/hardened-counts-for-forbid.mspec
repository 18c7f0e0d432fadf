# [Hardened] counts for [Forbid]: what is built in cannot be left out, so that nothing is valid.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component app { [Language] ::= C  [Hardened] ::= base }
mechanism base { [Transform] ::= R(*) -> R(intent) }
system s { [Forbid] ::= base on app }
