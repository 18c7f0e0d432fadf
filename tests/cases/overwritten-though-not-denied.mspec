# Rule 2: whether or not c denies it.  lib grants everything to everybody, so that app's writes violate nothing; they cross
# the boundary, which lets granted writes through, and overwrite lib.  vic stands with lib, and is read, written and entered
# by it.  app does not reach vic: nothing of it is granted.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Requires] ::= * }
component vic { [Language] ::= Rust  [Requires] ::= none }
mechanism wall { [Boundary] ::= W(granted) }
