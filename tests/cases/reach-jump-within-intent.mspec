# Rule 1 speaks of code beyond the intent: a is granted b's code by name and intends to run there; it stays bounded.
component a { [Call] ::= X(b.code)  [Requires] ::= none }
component b { [Memory Access] ::= R  [Requires] ::= a(X, code) }
