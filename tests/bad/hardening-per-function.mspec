component a { [Language] ::= C }
system s { [Components] ::= a  [Hardening] ::= per function }
