# A component that clauses mention but nobody declares is a warning; in [Requires] it grants to nobody here.
component a { [Memory Access] ::= R  [Requires] ::= netdev(W, own) }
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
