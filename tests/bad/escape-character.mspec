component a { [Title] ::= "[31mred" }
