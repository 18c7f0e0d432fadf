# One variant has no symbol g: with it a's need cannot be met.
component a { [Call] ::= X(b.g) }
component b {
    [Memory Access] ::= R
    [API] ::= (f, SYMB)
    [Requires] ::= X
    variant with { [API] += (g, SYMB) }
    variant without { [Size] ::= 1 MiB }
}
