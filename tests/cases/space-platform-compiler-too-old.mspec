# clang 15 is not clang >= 16.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism v { [Boundary] ::= X(api)  [Platform] ::= arch x86_64; compiler clang >= 16 }
system s { [Mechanisms] ::= v  [Platform] ::= arch x86_64; compiler clang 15 }
