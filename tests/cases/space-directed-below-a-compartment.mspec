# An enclave may hold all members of a compartment: it stands between them and those outside.  Undivided: 1; enclaves at the
# top: 3; divided by ept: each of the two in an enclave or not: 4.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism ept { [Boundary] ::= X(api) }
mechanism sgx { [Boundary in] ::= X(api)  [Boundary out] ::= R(*), W(*), X(api)  [Within] ::= ept }
