# Code is no API symbol: a needs b's code, X(api) does not carry it.
component a { [Call] ::= X(b.code) }
component b { [Memory Access] ::= R  [API] ::= (f, SYMB)  [Requires] ::= X(*) }
mechanism ept { [Boundary] ::= X(api) }
