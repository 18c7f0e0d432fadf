component a { [Language] ::= C  [Requires] ::= R(own[0..64]) }
