mechanism m : m { [Boundary] ::= X(*) }
