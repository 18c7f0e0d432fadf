# `none` is the empty intent: without a language a reaches nothing, not even b's shared memory that b's [Requires] denies.
component a { [Memory Access] ::= none  [Call] ::= none }
component b { [Memory Access] ::= R  [Region] ::= (buf, SHARED, 64)  [Requires] ::= none }
