component a { [Language] ::= C  [Cost] ::= runtime -5% }
