# Heartbleed in libssl, the key granted to libcrypto alone.  The boundary lets granted reads cross.  Undivided, and with libssl
# beside the key or beside libcrypto (whose page of the key is then mapped for both), it is read; the two divisions that leave
# libssl alone are safe, and the key still reaches libcrypto.  The cheaper one keeps libcrypto and the key together.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component libssl { [Language] ::= C }
component libcrypto { [Language] ::= C  [Memory Access] ::= R, W, R(key.k) }
component key { [Region] ::= (k, OWN, 4 KiB)  [Requires] ::= libcrypto(R, k) }
mechanism ept { [Boundary] ::= R(granted), W(granted), X(api)  [Granularity] ::= 4 KiB }
vulnerability heartbleed { [Transform] ::= R(intent) -> R(*)  [Affects] ::= libssl }
system s { [Strategy] ::= vulnerability  [Vulnerabilities] ::= heartbleed }
