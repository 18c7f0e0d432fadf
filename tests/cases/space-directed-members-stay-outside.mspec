# With directed masks some may stay outside.  Two components: none inside, either, both apart; both in one compartment would
# separate nobody from anybody.  4.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism sgx { [Boundary in] ::= X(api)  [Boundary out] ::= R(*), W(*), X(api) }
