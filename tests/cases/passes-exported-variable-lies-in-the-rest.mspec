# Regions, and the rest, start on block edges; an exported variable is neither, it is an atom of own somewhere in the rest.  Its
# page is mapped for spy, and the rest of own may lie in it.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [API] ::= (errno, DATA)  [Requires] ::= spy(R, errno) }
mechanism ept { [Boundary] ::= R(granted)  [Granularity] ::= 4 KiB }
