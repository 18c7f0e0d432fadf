# Without the clause and without a language: X.  Its memory is denied.
component a { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R }
