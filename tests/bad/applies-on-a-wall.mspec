mechanism m { [Boundary] ::= X(api)  [Applies] ::= C }
