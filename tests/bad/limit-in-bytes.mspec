mechanism m { [Boundary] ::= X(api)  [Limit] ::= 4 KiB }
