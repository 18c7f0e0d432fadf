mechanism m { [Boundary] ::= X(api)  [Gate] ::= -10 cycles }
