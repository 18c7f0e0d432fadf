component a { [Region] ::= (x, OWN, 4 KiB, fast) }
