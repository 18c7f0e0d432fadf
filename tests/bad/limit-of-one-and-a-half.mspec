mechanism m { [Boundary] ::= X(api)  [Limit] ::= 1.5 }
