component a { [Language] ::= C }
mechanism m { [Boundary] ::= X(api)  [Platform] ::= arch s390 }
system s { [Components] ::= a  [Mechanisms] ::= m  [Platform] ::= arch x86_64  [Use] ::= m on a }
