# Without [Requires] the language's default holds for every function as it does for the component: C requires nothing, neither
# of its regions nor of its stacks.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component lwip {
    [Language] ::= C
    [API] ::= (input, SYMB)
    [Region] ::= (ring, OWN, 64)
    function input { [Memory Access] ::= R }
    function output { [Memory Access] ::= R }
}
system s { [Place by] ::= function }
