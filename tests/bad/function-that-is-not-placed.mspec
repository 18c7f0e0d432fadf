component a { [Language] ::= C  function f { } }
component b { [Language] ::= C }
system s { [Mechanisms] ::= ept  [Together] ::= a.f, b }
