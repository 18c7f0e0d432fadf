component a { [Language] ::= C @ }
