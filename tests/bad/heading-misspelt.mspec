component a { [Langauge] ::= C }
