# A variant's own cost counts: the faster one is taken.
component a {
    [Memory Access] ::= R
    variant slow { [Cost] ::= runtime 5% }
    variant fast { [Cost] ::= runtime 1.5% }
}
system s { [Profile] ::= (a, 40%) }
