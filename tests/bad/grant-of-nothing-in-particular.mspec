component a { [Language] ::= C  [Requires] ::= b(own) }
component b { [Language] ::= C }
