include "include-cycle.mspec"
component a { [Language] ::= C }
