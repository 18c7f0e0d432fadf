# The same with KASAN at 200 % and the others at 2 %, equal shares and no crossings, under runtime and then compartments: 2
# optimal ones again.  Two compartments, the C components in one of them with CFI or the stack protector: half of the time is
# spent in it, 2 % slower.
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
mechanism kasan { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Cost] ::= runtime 200% }
mechanism ssp { [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 2% }
mechanism cfi { [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 2% }
system four {
    [Hardening] ::= per compartment
    [Profile]   ::= (uksched, 25%) (rusty, 25%) (lwip, 25%) (newlib, 25%)
    [Minimise]  ::= runtime, compartments
}
