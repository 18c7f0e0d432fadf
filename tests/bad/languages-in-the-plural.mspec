component a { [Language] ::= C, Rust }
