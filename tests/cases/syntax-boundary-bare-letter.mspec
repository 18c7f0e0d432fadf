# In [Boundary] a bare letter is an error: it would leave open whose memory crosses.
component a { [Memory Access] ::= R }
mechanism w { [Boundary] ::= R, X(api) }
