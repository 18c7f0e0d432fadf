# Rule 2: app writes lib's own memory beyond its intent; safe Rust no longer bounds lib, which then does to vic what C does.
# app itself is kept from vic by nothing, so that both violate it.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component app { [Language] ::= C }
component lib { [Language] ::= Rust  [Requires] ::= * }
component vic { [Language] ::= Rust  [Requires] ::= X }
