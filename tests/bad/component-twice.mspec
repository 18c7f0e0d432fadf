component a { [Language] ::= C }

component a { [Language] ::= C }
