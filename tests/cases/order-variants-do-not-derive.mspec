# Derived configurations have the same variants: each variant has a minimal one.
component a {
    [Memory Access] ::= R
    variant one { [Size] ::= 1 MiB }
    variant two { [Size] ::= 2 MiB }
}
component b { [Memory Access] ::= R }
mechanism w { [Boundary] ::= X(api) }
