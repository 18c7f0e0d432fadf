# += without ::= adds to what the language gives: Rust's R and X, and a's writing of the buffer.
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component a { [Language] ::= Rust  [Memory Access] ::= R, R(b.buf), W(b.buf) }
component b {
    [Language] ::= Rust
    [Region] ::= (buf, OWN, 64)
    [Requires] += a(W, buf)
}
