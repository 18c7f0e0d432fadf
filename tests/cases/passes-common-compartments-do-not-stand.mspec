# A compartment that both are in does not stand between them: ept would let nothing cross, mpk lets own memory be read.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component c { [Memory Access] ::= R  [Requires] ::= X }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism ept { [Boundary] ::= none }
mechanism mpk { [Boundary] ::= R(own)  [Within] ::= ept }
