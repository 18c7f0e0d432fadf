# Unequal hardening in one compartment, where it is chosen per compartment, is outside of the space.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Hardening] ::= per compartment }
