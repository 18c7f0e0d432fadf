# Grants are read in order and the last word wins: what was taken from other is granted to everybody again, and a grant to
# everybody does not lapse with a vulnerability.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component libssl { [Language] ::= C  [Memory Access] ::= R, W, R(log.l) }
component other { [Memory Access] ::= W }
component log {
    [Region] ::= (l, OWN, 64)
    [Requires] ::= R
    [Requires] -= other(R, l)
    [Requires] += R
}
vulnerability heartbleed { [Transform] ::= R(intent) -> R(*)  [Affects] ::= libssl }
system s { [Strategy] ::= vulnerability  [Vulnerabilities] ::= heartbleed  [Protect] ::= log }
