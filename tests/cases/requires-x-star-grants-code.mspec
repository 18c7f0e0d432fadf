# X(*) grants the code as well; jumping there, a loses every bound, and b's memory is granted too.
component a { [Call] ::= X(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [API] ::= (f, SYMB)  [Requires] ::= X(*), R, W }
