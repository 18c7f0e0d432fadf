# Exactly one variant is used: 3 variants, 2 placements.
component a {
    [Memory Access] ::= R
    variant one { [Size] ::= 1 MiB }
    variant two { [Size] ::= 2 MiB }
    variant three { [Size] ::= 3 MiB }
}
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
