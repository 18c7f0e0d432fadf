# memory: size * memory % where [Size] is stated: 1 MiB * 150 %, in bytes.
component a { [Memory Access] ::= R  [Size] ::= 1 MiB }
component b { [Memory Access] ::= R }
mechanism h { [Transform] ::= W(*) -> W(intent)  [Cost] ::= runtime 1%, memory 150% }
system s { [Use] ::= h on a; h on b  [Minimise] ::= memory }
