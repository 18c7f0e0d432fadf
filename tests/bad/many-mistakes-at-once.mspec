component a {
    [Langauge] ::= C
    [Region] ::= (x, OWN, 0 B) (x, OWN)
    [Requires] ::= R(y), Q, none
}
component a { [Call] ::= X(nobody.f }
mechanism m { [Limit] ::= 0 }
system s { [Components] ::= a, c  [Strategy] ::= hope }
