# Two directed mechanisms divide one parent side by side.  Two components, each outside, in sgx or in sfi: 9 ways, and in the
# two where both are in the same one, they must be apart in it: still 9.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism sgx { [Boundary in] ::= X(api)  [Boundary out] ::= R(*), W(*), X(api) }
mechanism sfi { [Boundary in] ::= R(*), W(*), X(*)  [Boundary out] ::= R(shared), W(shared), X(api) }
