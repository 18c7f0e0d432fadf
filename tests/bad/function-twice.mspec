component a { [Language] ::= C function f { } function f { } }
