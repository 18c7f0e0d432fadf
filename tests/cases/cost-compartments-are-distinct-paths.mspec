# Distinct paths: those outside of all enclaves count as one.  a is in an enclave, alone, with b or with c: 3 of equal cost.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism sgx { [Boundary in] ::= X(api)  [Boundary out] ::= R(*), W(*), X(api) }
system s { [Place] ::= a in sgx }
