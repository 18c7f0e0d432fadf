component a { [Memory Access] ::= r, w }
