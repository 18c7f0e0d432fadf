mechanism m { [Boundary] ::= X(api)  [Assurance] ::= certain }
