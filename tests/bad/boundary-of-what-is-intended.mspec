mechanism m { [Boundary] ::= R(intent) }
