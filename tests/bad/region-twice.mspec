component a { [Region] ::= (x, OWN, 64 B) (x, SHARED, 64 B) }
