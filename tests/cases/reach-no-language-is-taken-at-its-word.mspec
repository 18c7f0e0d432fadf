# A component without a language is bounded by its intent, even beside somebody who denies everything.
component app { [Memory Access] ::= R, W  [Call] ::= X }
component lib { [Memory Access] ::= R  [Requires] ::= none }
