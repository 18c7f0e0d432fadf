# As above without a language, where the default is `none`: net's hardening leaves it no reading at all.
component net { [Memory Access] ::= R(*)  [Hardened] ::= full }
component log { [Memory Access] ::= none
    [Region] ::= (ring, SHARED, 64)
    [Requires] -= key(R, ring)
}
component key { [Call] ::= X(*) }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
system s { [Mechanisms] ::= none  [Protect] ::= log }
