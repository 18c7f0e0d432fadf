# With several systems and none chosen, the question is an error.
component a { [Memory Access] ::= R }
system one { [Components] ::= a }
system two { [Components] ::= a }
