component a { [Memory Access] ::= Q }
