# As above where a variant grants everything again: the last word wins, nothing is taken from log, nothing lapses.
component app {
    [Requires] -= log(R, own)
    variant open { [Requires] += * }
}
component log { [Memory Access] ::= none }
vulnerability oobw { [Transform] ::= W(intent) -> W(*)  [Affects] ::= log }
system s { [Vulnerabilities] ::= oobw }
