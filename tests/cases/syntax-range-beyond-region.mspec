# A range beyond the end of its region names bytes that do not exist.
component a { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= *(R, buf[0..65]) }
