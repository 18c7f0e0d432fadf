# Every deeper compartment that only one of them is in stands too: out of the enclave (which lets all out) and into nothing;
# inwards the enclave in b's compartment stops what ept lets through.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism ept { [Boundary] ::= R(*) }
mechanism sgx { [Boundary in] ::= X(api)  [Boundary out] ::= R(*), W(*), X(api)  [Within] ::= ept }
