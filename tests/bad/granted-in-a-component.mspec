component a { [Memory Access] ::= R(granted) }
