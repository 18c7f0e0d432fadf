component a { [Title] ::= "À€" }
