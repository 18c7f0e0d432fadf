component a { [Language] ::= C  [Cost] ::= karma 5% }
