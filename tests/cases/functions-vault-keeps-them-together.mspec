# What a function names of the vault is a need on it: the boundary keeps input and the vault together.  output is free:
# of the 5 placements the two with input beside the vault.
component lwip {
    [Memory Access] ::= R
    [API] ::= (input, SYMB)
    [Region] ::= (ring, OWN, 64)
    [Requires] ::= X
    function input { [Memory Access] ::= R(lwip.ring) }
    function output { [Memory Access] ::= R }
}
mechanism w { [Boundary] ::= none }
system s { [Place by] ::= function }
