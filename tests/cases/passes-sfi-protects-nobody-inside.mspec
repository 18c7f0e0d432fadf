# SFI protects nobody inside: everything crosses inwards.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism sfi { [Boundary in] ::= R(*), W(*), X(*)  [Boundary out] ::= R(shared), W(shared), X(api) }
