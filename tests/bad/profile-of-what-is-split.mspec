component a { [Language] ::= C  function f { } }
system s { [Components] ::= a  [Mechanisms] ::= none  [Place by] ::= function  [Profile] ::= (a, 31%) }
