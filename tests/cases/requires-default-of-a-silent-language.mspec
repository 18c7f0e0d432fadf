# A language that says nothing of requirements grants no more than no language does: X.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
language L { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent) }
component b { [Language] ::= L }
