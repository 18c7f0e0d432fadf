# `shared` in a mask is the target's shared memory: lib keeps a shared region for somebody else, and across MPK it is still
# read and written.  app's control flow is bounded.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C  [Hardened] ::= cfi }
component lib { [Language] ::= Rust  [Region] ::= (ring, SHARED, 64)  [Requires] ::= other(R, ring) }
mechanism cfi { [Transform] ::= X(*) -> X(intent) }
mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) }
system s { [Mechanisms] ::= mpk }
