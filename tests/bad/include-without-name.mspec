include
component a { [Language] ::= C }
