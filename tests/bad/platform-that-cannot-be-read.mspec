mechanism m { [Boundary] ::= X(api)  [Platform] ::= compiler clang >= }
