component a
    [Language] ::= C
}
