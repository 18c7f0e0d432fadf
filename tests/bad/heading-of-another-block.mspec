component a { [Boundary] ::= X(*) }
