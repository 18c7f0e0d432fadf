include "does-not-exist.mspec"
component a { [Language] ::= C }
