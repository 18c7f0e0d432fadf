# A mechanism occurs once on a path: A within B within A is not built, though each may stand within the other.  A at the top,
# 4 components: 2+2 (3 ways), each block divided by B or not: 12; 3+1 (4 ways), the block of three undivided or one of B's 4
# divisions: 20; 2+1+1 (6 ways): 12; 1+1+1+1: 1; sum 45.  The same with B at the top, and the undivided one: 91.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
component d { [Memory Access] ::= R }
mechanism A { [Boundary] ::= X(api)  [Within] ::= B }
mechanism B { [Boundary] ::= X(api)  [Within] ::= A }
