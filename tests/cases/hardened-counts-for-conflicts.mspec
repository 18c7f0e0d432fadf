# [Hardened] counts for [Conflicts]: asan may not be chosen where kasan is built in.  Two configurations, one valid.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component app { [Language] ::= C  [Hardened] ::= kasan }
mechanism kasan { [Transform] ::= R(*) -> R(intent) }
mechanism asan { [Transform] ::= R(*) -> R(intent)  [Conflicts] ::= kasan }
