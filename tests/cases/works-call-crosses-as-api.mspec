# A needed call of an API symbol crosses where X(api) does.
component a { [Call] ::= X(b.f) }
component b { [Memory Access] ::= R  [API] ::= (f, SYMB)  [Requires] ::= X }
mechanism ept { [Boundary] ::= X(api) }
