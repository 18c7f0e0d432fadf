# Two nested symmetric mechanisms and 3 components give 12 placements: 1 undivided, 4 divided by each of the two alone, 3 where
# A leaves two together and B, within A, divides those.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism A { [Boundary] ::= X(api) }
mechanism B { [Boundary] ::= X(api)  [Within] ::= A }
