# A missing profile where the objective needs it is an error.
component a { [Memory Access] ::= R }
system s { [Minimise] ::= runtime }
