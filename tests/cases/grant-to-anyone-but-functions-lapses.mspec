# Taking a grant back from a component whose functions are placed takes it from each function: the grant to the others is one to
# "anyone but", and lapses for libssl with what its vulnerability adds.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component libssl { [Language] ::= C  [Memory Access] ::= R, W, R(log.l) }
component drv {
    [Memory Access] ::= none
    function helper { [Call] ::= none }
}
component log {
    [Region] ::= (l, OWN, 64)
    [Requires] ::= R
    [Requires] -= drv(R, l)
}
vulnerability heartbleed { [Transform] ::= R(intent) -> R(*)  [Affects] ::= libssl }
system s { [Place by] ::= function  [Strategy] ::= vulnerability  [Vulnerabilities] ::= heartbleed  [Protect] ::= log }
