component a { [Language] ::= C  [Requires] ::= b.parse(R, own) }
component b { [Language] ::= C  function prase { } }
