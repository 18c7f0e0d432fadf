# What stays outside of the enclaves another mechanism may divide, wholly and in at least two: 14 without it, 4 with nobody
# in an enclave, 3 with one in an enclave and the two others apart: 21.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism sgx { [Boundary in] ::= X(api)  [Boundary out] ::= R(*), W(*), X(api) }
mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) }
