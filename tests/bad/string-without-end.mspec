component a {
    [Title] ::= "never ends
    [Language] ::= C
}
