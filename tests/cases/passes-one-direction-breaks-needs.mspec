# As above: the member's call of an outside symbol cannot leave; the configuration is safe and does not work.
component a { [Call] ::= X(b.f) }
component b { [Memory Access] ::= R  [API] ::= (f, SYMB)  [Requires] ::= X }
mechanism jail { [Boundary in] ::= R(*), W(*), X(*) }
