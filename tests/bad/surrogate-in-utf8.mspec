component a { [Title] ::= "í €" }
