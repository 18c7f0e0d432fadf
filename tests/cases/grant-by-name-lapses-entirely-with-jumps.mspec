# Rule 4: an X on code beyond the intent has the same effect as a W.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component libssl { [Language] ::= C  [Memory Access] ::= R, W, R(key.k) }
component key { [Region] ::= (k, OWN, 64)  [Requires] ::= libssl(R, k) }
vulnerability jump { [Transform] ::= X.return(intent) -> X.return(*)  [Affects] ::= libssl }
system s { [Strategy] ::= vulnerability  [Vulnerabilities] ::= jump }
