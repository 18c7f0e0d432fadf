# C within B within A, 4 components.  Divisions of 4 by one mechanism: 14; below a block of two: 1 more way per mechanism that
# may nest there, below a block of three: 4 by B, and 3 of those leave a pair that C can divide.
# A alone, then B in its blocks: partitions of 4 into 2+2 (3): each block divided by B or not: 4 each, 12; 3+1 (4): the block of
# three: 1 + 4 + 3 = 8 ways, 32; 2+1+1 (6): 2 ways, 12; 1+1+1+1: 1.  Sum 57.
# B at the top with C below: 2+2: 12; 3+1: the block of three undivided or divided by C: 5 ways, 20; 2+1+1: 12; 1.  Sum 45.
# C at the top: 14.  Undivided: 1.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
component d { [Memory Access] ::= R }
mechanism A { [Boundary] ::= X(api) }
mechanism B { [Boundary] ::= X(api)  [Within] ::= A }
mechanism C { [Boundary] ::= X(api)  [Within] ::= B }
