# Rule 1: who jumps anywhere executes code that nothing bounds.  A memory-safety hardening alone is undone by a free X.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C  [Hardened] ::= asan }
component lib { [Language] ::= Rust  [Requires] ::= X }
mechanism asan { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent) }
system s { [Mechanisms] ::= none }
