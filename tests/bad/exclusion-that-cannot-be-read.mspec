component a { [Language] ::= C }
system s { [Components] ::= a  [Mechanisms] ::= kasan, asan  [Exclude] ::= kasan, asan; kasan with kasan; kasan without asan; kasan with nobody }
