component a { [Language] ::= C  [Requires] -= R }
