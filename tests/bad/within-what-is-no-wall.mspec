mechanism m { [Boundary] ::= X(api)  [Within] ::= kasan }
