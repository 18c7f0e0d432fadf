component a { mechanism m { [Boundary] ::= X(*) } }
