component a { [Region] ::= (x, OWN, 0.5 B) }
