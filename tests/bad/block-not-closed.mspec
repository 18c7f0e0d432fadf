component a {
    [Language] ::= C
