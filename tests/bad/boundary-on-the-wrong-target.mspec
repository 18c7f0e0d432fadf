mechanism m { [Boundary] ::= X(own), R(api) }
