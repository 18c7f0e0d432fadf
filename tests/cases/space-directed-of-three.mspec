# Three components, k of them inside: 1 + 3 + 3*2 + (5 - 1) = 14.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism sgx { [Boundary in] ::= X(api)  [Boundary out] ::= R(*), W(*), X(api) }
