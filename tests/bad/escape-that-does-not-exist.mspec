component a { [Title] ::= "a\qb" }
