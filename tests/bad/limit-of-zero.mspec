mechanism m { [Boundary] ::= X(api)  [Limit] ::= 0 }
