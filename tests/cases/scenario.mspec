# The scenario that every version must reproduce: a scheduler in Dafny with the published clauses, a component in Rust, two in
# plain C; MPK, KASAN, stack protector, CFI; hardening per compartment; CFI and the stack protector both map X(*) to X(intent).
# 7624 configurations, 3705 safe, 2 optimal: CFI or the stack protector, with KASAN, on the undivided system.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
language Dafny { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
component uksched {
    [Language]      ::= Dafny
    [Memory Access] ::= R, W
    [Call]          ::= X
    [API]           ::= (thread_add, SYMB) (thread_remove, SYMB) \
                        (schedcoop_yield, SYMB)
    [Requires]      ::= X
}
component rusty { [Language] ::= Rust }
component lwip { [Language] ::= C }
component newlib { [Language] ::= C }
mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*)  [Limit] ::= 15 }
mechanism kasan { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent) }
mechanism ssp { [Transform] ::= X(*) -> X(intent) }
mechanism cfi { [Transform] ::= X(*) -> X(intent) }
system four {
    [Hardening] ::= per compartment
    [Minimise]  ::= compartments, transformations
}
