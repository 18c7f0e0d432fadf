# A vault has no code: app may jump wherever it likes in it, there is nothing there.  What is violated is memory.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component app { [Language] ::= C }
component key { [Region] ::= (k, OWN, 64) }
