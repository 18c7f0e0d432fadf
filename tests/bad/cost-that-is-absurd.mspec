mechanism m { [Boundary] ::= X(api)  [Cost] ::= runtime 99999999999999% }
