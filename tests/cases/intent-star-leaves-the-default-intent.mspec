# Where R(*) is no intent, the intent for reading is the default, which with a language is R(own, shared).  Hardening bounds net
# to it.  key, to whom log does not lend its ring, overwrites net, and what log shares with net lapses: net still reads it.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component net { [Language] ::= Rust  [Memory Access] ::= R(*)  [Hardened] ::= full }
component log { [Memory Access] ::= none
    [Region] ::= (ring, SHARED, 64)
    [Requires] -= key(R, ring)
}
component key { [Call] ::= X(*) }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
system s { [Mechanisms] ::= none  [Protect] ::= log }
