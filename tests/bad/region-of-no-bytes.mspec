component a { [Region] ::= (x, OWN, 0 B) }
