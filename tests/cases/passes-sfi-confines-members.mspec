# SFI confines members: a member reaches only shared memory and API symbols outside.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism sfi { [Boundary in] ::= R(*), W(*), X(*)  [Boundary out] ::= R(shared), W(shared), X(api) }
