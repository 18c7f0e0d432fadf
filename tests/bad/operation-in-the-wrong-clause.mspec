component a { [Memory Access] ::= X }
