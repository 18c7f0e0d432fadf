component a { [Language] ::= C  [Region] ::= (ring, OWN, 64 B) }
component b { [Memory Access] ::= R(a.rng) }
