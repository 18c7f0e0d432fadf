mechanism m { [Boundary] ::= X(api)  [Boundary in] ::= X(api) }
