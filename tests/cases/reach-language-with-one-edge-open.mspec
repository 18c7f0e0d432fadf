# Languages may bound one edge of X: this one bounds calls and not returns.  A return anywhere is a jump anywhere.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
language Fwd { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X.call(intent), X.return(*)  [Requires] ::= * }
component app { [Language] ::= Fwd }
component lib { [Language] ::= Rust  [Requires] ::= X }
