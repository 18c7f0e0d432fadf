# Rule 4: grants to "anyone but" somebody lapse like grants by name: nic was taken out, overwrites lib, and lib's reading of
# the key (granted to everybody else) lapses.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component nic { [Language] ::= C }
component lib { [Language] ::= Rust  [Memory Access] ::= R, W, R(key.k)  [Hardened] ::= full }
component key {
    [Region] ::= (k, OWN, 64)
    [Requires] ::= R
    [Requires] -= nic(R, own)
}
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
system s { [Mechanisms] ::= none  [Protect] ::= key }
