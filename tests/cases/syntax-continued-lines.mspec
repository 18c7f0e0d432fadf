# A backslash and an open parenthesis continue a clause on the next line: both symbols exist, both needs are granted.
component b {
    [API] ::= (f, SYMB) \
              (g, SYMB)
    [Requires] ::= X
}
component a { [Call] ::= X(b.f,
                           b.g) }
