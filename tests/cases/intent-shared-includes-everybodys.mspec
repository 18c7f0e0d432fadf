# `shared` is everybody's shared memory: a's W covers b.buf, which sharing grants to everybody: safe without any boundary.
component a { [Memory Access] ::= W }
component b { [Memory Access] ::= R  [Region] ::= (buf, SHARED, 64)  [Requires] ::= none }
