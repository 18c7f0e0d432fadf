component own { [Language] ::= C }
