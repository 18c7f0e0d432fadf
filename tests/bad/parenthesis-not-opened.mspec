component a { [API] ::= f, SYMB) }
