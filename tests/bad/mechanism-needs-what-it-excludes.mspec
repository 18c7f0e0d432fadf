mechanism m { [Boundary] ::= X(api)  [Needs] ::= ept  [Conflicts] ::= ept }
