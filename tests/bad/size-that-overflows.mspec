component a { [Region] ::= (x, OWN, 99999999999999999999 GiB) }
