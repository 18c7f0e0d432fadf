component a { [Language] ::= C  [Hardened] ::= ept }
