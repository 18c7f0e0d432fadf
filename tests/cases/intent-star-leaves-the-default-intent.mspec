# Where R(*) is no intent, the intent for reading is the default R(own, shared): hardening that maps R(*) to R(intent) then
# keeps a from b's own memory.  Of the two configurations the one with the hardening is safe.
component a { [Memory Access] ::= R(*)  [Requires] ::= * }
component b { [Memory Access] ::= R  [Requires] ::= X }
mechanism bounds { [Transform] ::= R(*) -> R(intent) }
system s { [Forbid] ::= bounds on b }
