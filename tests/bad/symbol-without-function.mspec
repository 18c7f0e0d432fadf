component a { [Language] ::= C  [API] ::= (f, SYMB) (g, SYMB)
    function f { [Call] ::= X } }
system s { [Components] ::= a  [Place by] ::= function }
