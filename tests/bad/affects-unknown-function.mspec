component libssl { [Language] ::= C  [API] ::= (ssl_read, SYMB) }
vulnerability v { [Affects] ::= libssl.ssl_raed  [Transform] ::= R(intent) -> R(*) }
