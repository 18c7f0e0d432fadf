# The scenario, with the least run time and then the fewest compartments: each component runs a quarter of the time, and crossings
# are not counted.
#
#     mspec solve --all examples/scenario/runtime.mspec       again two

include "parts.mspec"

system scenario {
    [Components] ::= uksched, driver, stack, application
    [Mechanisms] ::= mpk, kasan, ssp, cfi
    [Hardening]  ::= per compartment
    [Profile]    ::= (uksched, 25%) (driver, 25%) (stack, 25%) (application, 25%)
    [Minimise]   ::= runtime, compartments
}
