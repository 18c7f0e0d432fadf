# Identifiers may end in ++ and hold dashes.  C++ here bounds nothing, and b-1 denies everything but X.
language C++ { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component b-1 { [Memory Access] ::= R  [Requires] ::= X }
component a { [Language] ::= C++ }
