# Without the clause, the language's default: C requires nothing.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component b { [Language] ::= C }
