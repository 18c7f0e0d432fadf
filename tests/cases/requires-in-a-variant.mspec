# A variant is the base plus its own clauses: the strict one denies what the base grants.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b {
    [Memory Access] ::= R
    [Requires] ::= R
    variant open { [Size] ::= 1 MiB }
    variant strict { [Requires] ::= X }
}
