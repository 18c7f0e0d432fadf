component a { [Region] ::= (x, PRIVATE, 64 B) }
