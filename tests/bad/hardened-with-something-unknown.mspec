component a { [Language] ::= C  [Hardened] ::= kasn }
