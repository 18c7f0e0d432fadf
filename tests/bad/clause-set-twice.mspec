component a {
    [Language] ::= C
    [Language] ::= Rust
}
