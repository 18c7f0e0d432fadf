component a { [Language] ::= C
    function f { [Call] ::= X }
    variant v { } }
system s { [Components] ::= a  [Place by] ::= function }
