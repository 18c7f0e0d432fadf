# Rule 1 counts a component's own code: app is behind a boundary that lets no X cross, and still its jumps into its own code
# unbind what asan had bounded: it reads and writes lib's shared memory, which lib keeps for somebody else.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C  [Hardened] ::= asan }
component lib { [Language] ::= Rust  [Region] ::= (buf, SHARED, 64)  [Requires] ::= other(R, shared) }
mechanism asan { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent) }
mechanism wall { [Boundary] ::= R(shared), W(shared) }
system s { [Mechanisms] ::= wall }
