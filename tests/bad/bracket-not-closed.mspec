component a { [Language ::= C }
