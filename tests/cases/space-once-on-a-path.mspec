# A mechanism occurs once on a path: within itself it nests nowhere.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
component c { [Memory Access] ::= R }
mechanism A { [Boundary] ::= X(api)  [Within] ::= A }
