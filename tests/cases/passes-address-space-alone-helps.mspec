# The remedy of an address space: only granted memory and API symbols cross.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Requires] ::= X }
mechanism ept { [Boundary] ::= R(granted), W(granted), X(api)  [Granularity] ::= 4 KiB }
