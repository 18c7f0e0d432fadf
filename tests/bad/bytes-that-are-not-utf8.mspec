component a { [Title] ::= "café" }
