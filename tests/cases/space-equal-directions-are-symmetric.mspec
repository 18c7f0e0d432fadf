# What counts is whether the masks are the same, not how they are written: this mechanism divides all members or none.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism w { [Boundary in] ::= R(shared), X(api)  [Boundary out] ::= X(api), R(shared) }
