# A grant of whole blocks lets nothing else pass: the second page is granted, the first and the third do not pass.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 12 KiB)  [Requires] ::= spy(R, buf[4096..8192]) }
mechanism ept { [Boundary] ::= R(granted)  [Granularity] ::= 4 KiB }
