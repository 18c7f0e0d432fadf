# Where different mechanisms stand on the two sides, the larger gate counts: a in an enclave, b in a compartment of mpk.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism sgx { [Boundary in] ::= X(api)  [Boundary out] ::= R(*), W(*), X(api)  [Gate] ::= 800 cycles }
mechanism mpk { [Boundary] ::= X(api)  [Gate] ::= 100 cycles }
system s { [Place] ::= a in sgx; b in mpk; c in mpk  [Clock] ::= 1 GHz  [Profile] ::= (a, 50%) (a -> b, 1 M/s) }
