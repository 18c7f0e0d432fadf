# R, W and X are permissions, not needs: a boundary that lets nothing cross breaks neither component.
component a { [Memory Access] ::= R, W  [Call] ::= X }
component b { [Memory Access] ::= R, W  [API] ::= (f, SYMB)  [Region] ::= (buf, SHARED, 64)  [Requires] ::= X }
mechanism wall { [Boundary] ::= none }
