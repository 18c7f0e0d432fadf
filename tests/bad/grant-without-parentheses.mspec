component a { [Language] ::= C  [Requires] ::= b }
component b { [Language] ::= C }
