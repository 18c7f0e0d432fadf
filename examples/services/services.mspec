# Two services: one talks to the network, and asks the other, which holds the key, for signatures.

component gate {
    [Language] ::= C
    [Call]     ::= X(signer.sign)
}

component signer {
    [Language] ::= C
    [API]      ::= (sign, SYMB)
    [Requires] ::= X
}

component key {
    [Region]   ::= (secret, OWN, 4 KiB)
    [Requires] ::= signer(R, secret), signer(W, own)
}

system services {
    [Components] ::= gate, signer, key
    [Mechanisms] ::= process
    [Together]   ::= signer, key
}
