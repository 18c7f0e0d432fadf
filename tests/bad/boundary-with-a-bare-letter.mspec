mechanism m { [Boundary] ::= R, W }
