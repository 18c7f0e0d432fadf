# Of a mechanism with one direction only, nothing crosses in the other: this one lets everything in and nothing out.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism jail { [Boundary in] ::= R(*), W(*), X(*) }
