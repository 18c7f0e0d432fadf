# The intent is the union of the component's own clauses and its functions'; its own are absent, and mean R, W and X with a
# language, whatever a function adds.  net is hardened and still reads log's ring, the share of which lapses through key.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component net {
    [Language] ::= Rust
    [Hardened] ::= full
    function f { [Memory Access] ::= W(own) }
}
component log { [Memory Access] ::= none
    [Region] ::= (ring, SHARED, 64)
    [Requires] -= key(R, ring)
}
component key { [Call] ::= X(*) }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
system s { [Mechanisms] ::= none  [Protect] ::= log }
