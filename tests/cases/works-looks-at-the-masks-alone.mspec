# *works* looks at the masks without what a vulnerability adds: Meltdown does not carry a's need.
component a { [Memory Access] ::= R(b.buf) }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= a(R, buf) }
mechanism rings { [Boundary] ::= X(api) }
vulnerability meltdown { [Affects] ::= mechanism rings  [Boundary] ::= R(*) }
system s { [Vulnerabilities] ::= meltdown }
