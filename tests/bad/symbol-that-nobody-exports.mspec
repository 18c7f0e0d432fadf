component a { [Language] ::= C  [API] ::= (thread_add, SYMB) }
component b { [Call] ::= X(a.thread_ad) }
