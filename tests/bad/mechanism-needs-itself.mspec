mechanism m { [Boundary] ::= X(api)  [Needs] ::= m }
