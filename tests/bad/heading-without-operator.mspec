component a {
    [Language]
    [API] ::= (f, SYMB)
}
