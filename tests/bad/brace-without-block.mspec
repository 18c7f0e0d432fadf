}
component a { [Language] ::= C }
