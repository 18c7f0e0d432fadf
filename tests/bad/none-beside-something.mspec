component a { [Language] ::= C  [Requires] ::= none, X }
