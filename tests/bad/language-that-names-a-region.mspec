language L { [Requires] ::= R(ring) }
