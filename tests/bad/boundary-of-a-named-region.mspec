mechanism m { [Boundary] ::= R(lwip.ring) }
