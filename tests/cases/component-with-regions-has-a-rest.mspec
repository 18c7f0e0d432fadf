# A component with code has an unnamed rest of its own memory beside its regions: granting the region leaves it denied.
component a { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Region] ::= (k, OWN, 64)  [Requires] ::= *(R, k) }
