# `*` requires nothing: C may do with b what it likes.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C }
component b { [Memory Access] ::= R  [Requires] ::= * }
