component a { [Language] ::= C  [Region] ::= (ring, SHARED, 8 KiB)
    [Requires] ::= X, c(R, ring) }
component b { [Language] ::= C  [Memory Access] ::= R(a.ring[0..64]) }
component c { [Language] ::= C }
