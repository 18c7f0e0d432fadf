# Operations have sub-operations: a mask may let calls cross and returns not.
component app { [Call] ::= X(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= none }
mechanism wall { [Boundary] ::= X.call(*) }
