compnent a { [Language] ::= C }
