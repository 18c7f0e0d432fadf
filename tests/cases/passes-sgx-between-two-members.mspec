# Between compartments of one mechanism both masks stand, `out` of the one and `in` of the other, intersected: an enclave is
# protected from another enclave.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism sgx { [Boundary in] ::= X(api)  [Boundary out] ::= R(*), W(*), X(api) }
