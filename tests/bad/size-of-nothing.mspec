component a { [Language] ::= C  [Size] ::= -4 KiB }
