component a { [Language] ::= C  [API] ::= (thread_add, SYMB)  [Pre] ::= thread_ad(x): x != 0 }
