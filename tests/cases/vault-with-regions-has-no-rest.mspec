# A vault that names its regions has no rest: all of its memory is the region, which is granted to everybody.
component a { [Memory Access] ::= R(*) }
component key { [Region] ::= (k, OWN, 64)  [Requires] ::= *(R, k) }
