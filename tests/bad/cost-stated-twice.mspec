mechanism m { [Boundary] ::= X(api)  [Cost] ::= runtime 5%, runtime 6% }
