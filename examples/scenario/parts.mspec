# Four components and four mechanisms: the scenario with which the idea of MSpec was first measured. Thousands of configurations,
# and two that are best.
#
# The mechanisms are defined here and not taken from the catalogue, because the scenario reads them coarsely: one of the stack
# protector and control-flow integrity is taken to bound all execution, and each mechanism applies to every component. The
# catalogue knows better (the one guards returns, the other calls; see hardening.mspec there), and finds more to be needed.

# The scheduler, as its author published it (examples/seed/uksched.mspec), with the language that its clauses rest on: it
# reads and writes its own and shared memory, calls what is exported, and lets others call it, and no more.
component uksched {
    [Title]         ::= "Verified cooperative scheduler"
    [Language]      ::= Dafny
    [Memory Access] ::= R, W
    [Call]          ::= X
    [API]           ::= (thread_add, SYMB) (thread_remove, SYMB) (schedcoop_yield, SYMB)
    [Requires]      ::= X
}

# The others have the default specification of their language. What Rust guarantees, it guarantees as long as nobody writes its
# memory: it lets others read and call. C bounds nothing, and asks for nothing.
component driver {
    [Language] ::= Rust
}

component stack {
    [Language] ::= C
}

component application {
    [Language] ::= C
}

mechanism mpk {
    [Title]    ::= "Memory Protection Keys"
    [Boundary] ::= R(shared), W(shared), X(*)
    [Limit]    ::= 15
}

mechanism kasan {
    [Title]     ::= "Kernel Address Sanitizer"
    [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)
    [Cost]      ::= runtime 200%
}

mechanism ssp {
    [Title]     ::= "Stack protector, read coarsely"
    [Transform] ::= X(*) -> X(intent)
    [Cost]      ::= runtime 2%
}

mechanism cfi {
    [Title]     ::= "Control-flow integrity, read coarsely"
    [Transform] ::= X(*) -> X(intent)
    [Cost]      ::= runtime 2%
}
