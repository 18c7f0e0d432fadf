component a { [Region] ::= (x, OWN, 18446744073709551616 B) }
