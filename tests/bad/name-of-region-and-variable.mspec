component a { [Language] ::= C  [Region] ::= (errno, OWN, 4 B)  [API] ::= (errno, DATA) }
