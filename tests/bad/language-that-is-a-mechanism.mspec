mechanism wall { [Boundary] ::= X(api) }
component a { [Language] ::= wall }
