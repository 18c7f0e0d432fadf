# [Exclude] may name a language: 2 variants of a, h on a or not, h on b or not; of the 4 with the variant in Tame only the one
# without any h stays: 5 of 8.
language Tame { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= * }
language Neat { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= * }
component a {
    variant tame { [Language] ::= Tame }
    variant neat { [Language] ::= Neat }
}
component b { [Language] ::= Neat }
mechanism h { [Transform] ::= W(*) -> W(intent) }
system s { [Exclude] ::= h with Tame }
