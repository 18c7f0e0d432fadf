component a { [Memory Access] ::= R(b) }
component b { [Language] ::= C }
