mechanism m { [Boundary] ::= X(api)  [Cost] ::= 5% }
