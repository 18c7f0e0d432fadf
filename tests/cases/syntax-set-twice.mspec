# `::=` sets a clause; twice in one block is an error.
component a {
    [Memory Access] ::= R
    [Memory Access] ::= W
}
