mechanism m { [Title] ::= "nothing" }
