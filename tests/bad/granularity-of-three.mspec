mechanism m { [Boundary] ::= X(api)  [Granularity] ::= 3 B }
