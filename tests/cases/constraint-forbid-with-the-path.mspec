# A component's mechanisms are its hardening and its path: with w dividing, nobody may have h.  4 undivided, 1 divided.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Forbid] ::= h with w }
