mechanism wall { [Boundary] ::= X(api)  [Gate] ::= 100 cycles }
component a { [Language] ::= C  [Hardened] ::= wall }
