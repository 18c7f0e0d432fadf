component a { [Region] ::= (x, OWN, 0x) }
