component a { [Region] ::= (x, OWN, 64 B)  [Requires] ::= R(x[0..65]) }
