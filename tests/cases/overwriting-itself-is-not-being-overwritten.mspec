# Rule 3: its intent stays, and grants to it do not lapse by it.  app reaches everything, and what crosses is the reading that
# vic grants to it by name: safe.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
language Wild { [Memory Access] ::= R(intent), W(*)  [Call] ::= X(intent)  [Requires] ::= * }
component app { [Language] ::= Wild }
component vic { [Language] ::= Rust  [Requires] ::= app(R, own) }
mechanism wall { [Boundary] ::= R(own) }
