component a { [Region] ::= (x, OWN, 0x7fffffffffffffff) (y, OWN, 1 B) }
