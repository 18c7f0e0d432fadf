# R(*) in a component's clause: nothing bounds it, whatever the strategy.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component a { [Language] ::= C  [Memory Access] ::= R(*)  [Call] ::= none }
component b { [Memory Access] ::= R  [Requires] ::= X }
system s { [Strategy] ::= vulnerability }
