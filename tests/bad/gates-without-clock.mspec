mechanism wall { [Boundary] ::= X(api)  [Gate] ::= 100 cycles }
component a { [Language] ::= C }
component b { [Language] ::= C }
system s { [Components] ::= a, b  [Mechanisms] ::= wall
    [Profile] ::= (a, 50%) (b, 50%) (a -> b, 1 k/s)  [Minimise] ::= runtime }
