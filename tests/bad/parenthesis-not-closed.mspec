component a {
    [API] ::= (f, SYMB
    [Language] ::= C
}
