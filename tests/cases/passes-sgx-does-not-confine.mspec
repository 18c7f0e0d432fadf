# SGX: not the reverse.  A member reads what is outside.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism sgx { [Boundary in] ::= X(api)  [Boundary out] ::= R(*), W(*), X(api) }
