[Language] ::= C
component b { }
