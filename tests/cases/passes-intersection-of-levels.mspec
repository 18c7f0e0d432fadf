# What passes is the intersection over all boundaries between two: ept lets own memory be read and mpk shared memory; across
# both nothing passes.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component c { [Memory Access] ::= R  [Requires] ::= * }
component b { [Memory Access] ::= R  [Region] ::= (ring, SHARED, 64)  [Requires] ::= other(R, ring) }
mechanism ept { [Boundary] ::= R(own) }
mechanism mpk { [Boundary] ::= R(shared)  [Within] ::= ept }
