# share * slowdown, summed: half of the time in a, 10 % slower: 5 %.
component a { [Memory Access] ::= R }
component b { [Memory Access] ::= R }
mechanism h { [Transform] ::= W(*) -> W(intent)  [Cost] ::= runtime 10% }
system s { [Use] ::= h on a  [Profile] ::= (a, 50%) (b, 50%) }
