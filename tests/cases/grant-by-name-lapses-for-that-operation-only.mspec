# Rule 4: the vulnerability adds reading, so grants of reading lapse; the grant of writing stays.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component app { [Memory Access] ::= R, W }
component libssl { [Language] ::= C  [Memory Access] ::= R, W, W(log.l), R(log.l) }
component log { [Region] ::= (l, OWN, 64)  [Requires] ::= libssl(W, l), libssl(R, l) }
vulnerability heartbleed { [Transform] ::= R(intent) -> R(*)  [Affects] ::= libssl }
system s { [Protect] ::= log  [Strategy] ::= vulnerability  [Vulnerabilities] ::= heartbleed }
