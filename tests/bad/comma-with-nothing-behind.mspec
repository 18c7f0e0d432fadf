component a { [Hardened] ::= kasan, }
