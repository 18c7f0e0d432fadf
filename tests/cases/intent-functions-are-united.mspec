# A component's intent is the union of its own clauses and its functions': f needs b.buf, and so a does.  Apart, the
# boundary breaks it.
component a {
    [Memory Access] ::= none
    function f { [Memory Access] ::= R(b.buf) }
}
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= a(R, buf) }
mechanism wall { [Boundary] ::= none }
