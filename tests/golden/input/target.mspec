# A target of one's own, and a system that is to be built for it.
target board {
    [Title]   ::= "A small board"
    [Exclude] ::= asan with cfi
    mechanism asan { [Flags] ::= "-fsanitize=address" }
    mechanism cfi  { [Flags] ::= "-fsanitize=cfi" }
    mechanism ept  { [Boundary] ::= R(shared), W(shared), X(api)  [Limit] ::= 2 }
}
