component a { [API] ::= (f, SYMB)  [Pre] ::= f(t) t != 0 }
