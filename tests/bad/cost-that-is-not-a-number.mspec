component a { [Language] ::= C  [Cost] ::= runtime NaN% }
