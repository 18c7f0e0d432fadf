component a { [Region] ::= (x, OWN)  [Requires] ::= R(x[0..64]) }
