component a { [Language] ::= C
    [Requires] += R
    [Requires] ::= X }
