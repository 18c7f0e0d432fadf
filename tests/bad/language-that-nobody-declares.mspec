component a { [Language] ::= Rist }
