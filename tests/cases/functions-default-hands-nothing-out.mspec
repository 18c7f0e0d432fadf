# `granted` where the target states none is its API and sharing: -= alone states nothing, so that the default `*` of helper does
# not let poll's writes of helper's stack cross.  helper is not overwritten, and what drv shares with it does not lapse.
language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }
component drv {
    [Language] ::= C
    [Requires] -= net(R, shared)
    function poll { [Memory Access] ::= R }
    function helper { [Memory Access] ::= R }
}
component net { [Memory Access] ::= W }
mechanism mpk { [Boundary in] ::= W(granted) }
system s { [Place by] ::= function  [Protect] ::= drv }
