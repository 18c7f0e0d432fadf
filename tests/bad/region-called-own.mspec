component a { [Language] ::= C  [Region] ::= (own, OWN, 4 KiB) }
