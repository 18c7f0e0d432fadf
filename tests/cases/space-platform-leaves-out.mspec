# A listed mechanism that the system's platform excludes is left out.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api)  [Platform] ::= arch arm64 }
mechanism v { [Boundary] ::= X(api)  [Platform] ::= arch x86_64, arm64; compiler clang >= 16 }
system s { [Mechanisms] ::= w, v  [Platform] ::= arch x86_64; compiler clang 16 }
