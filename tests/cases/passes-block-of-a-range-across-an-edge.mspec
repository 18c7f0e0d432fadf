# A range across a block's edge takes both blocks along: spy is granted two bytes around 4096 and reads bytes 0 to 8192.
component spy { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 12 KiB)  [Requires] ::= spy(R, buf[4095..4097]), *(R, buf[0..8192]) }
mechanism ept { [Boundary] ::= R(granted)  [Granularity] ::= 4 KiB }
