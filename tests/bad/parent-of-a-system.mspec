system s : t { [Components] ::= a }
component a { [Language] ::= C }
