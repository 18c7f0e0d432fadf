component a { [Region] ::= (x, OWN, -5 B) }
