# Where libssl itself is granted the key, no division helps: the grant crosses every boundary and has lapsed.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component app { [Memory Access] ::= R, W }
component libssl { [Language] ::= C  [Memory Access] ::= R, W, R(key.k) }
component key { [Region] ::= (k, OWN, 4 KiB)  [Requires] ::= libssl(R, k) }
mechanism ept { [Boundary] ::= R(granted), W(granted), X(api)  [Granularity] ::= 4 KiB }
vulnerability heartbleed { [Transform] ::= R(intent) -> R(*)  [Affects] ::= libssl }
system s { [Protect] ::= key  [Strategy] ::= vulnerability  [Vulnerabilities] ::= heartbleed }
