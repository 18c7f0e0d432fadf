component { [Language] ::= C }
