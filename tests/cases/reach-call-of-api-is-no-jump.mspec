# Rule 1: an X at an API symbol runs code that its owner bounds.  a's language lets it call any API whatever it is meant to
# call; that violates b, which reserves f, and unbinds nothing: b's memory and code stay out of reach.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
language Api { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(api)  [Requires] ::= * }
component a { [Language] ::= Api }
component b { [Language] ::= Rust  [API] ::= (f, SYMB)  [Requires] ::= X }
