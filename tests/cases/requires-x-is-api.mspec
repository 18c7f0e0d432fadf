# [Requires] ::= X is X(api): the symbols, not the code.
component a { [Call] ::= X(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [API] ::= (f, SYMB)  [Requires] ::= X, R, W }
