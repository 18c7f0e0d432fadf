# A mechanism narrows; one that widens is refused.
component a { [Memory Access] ::= R }
mechanism h { [Transform] ::= R(intent) -> R(*) }
