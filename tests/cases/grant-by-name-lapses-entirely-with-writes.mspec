# Rule 4: what the vulnerability adds includes a W: libssl counts as overwritten and all grants by name to it lapse; writing
# anywhere, it also loses its own bounds.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component libssl { [Language] ::= C  [Memory Access] ::= R, W, R(key.k) }
component key { [Region] ::= (k, OWN, 64)  [Requires] ::= libssl(R, k) }
vulnerability oobw { [Transform] ::= W(intent) -> W(*)  [Affects] ::= libssl }
system s { [Strategy] ::= vulnerability  [Vulnerabilities] ::= oobw }
