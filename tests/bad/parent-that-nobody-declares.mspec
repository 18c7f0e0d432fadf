component a : bse { [Language] ::= C }
