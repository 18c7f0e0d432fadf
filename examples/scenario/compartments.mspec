# The scenario, with the fewest compartments and then the fewest transformations.
#
#     mspec space examples/scenario/compartments.mspec        how many configurations there are, and how many are left
#     mspec solve --all examples/scenario/compartments.mspec  the two best ones

include "parts.mspec"

system scenario {
    [Components] ::= uksched, driver, stack, application
    [Mechanisms] ::= mpk, kasan, ssp, cfi
    [Hardening]  ::= per compartment
    [Minimise]   ::= compartments, transformations
}
