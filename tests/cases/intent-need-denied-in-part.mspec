# A need is denied when any part of it is: 32 bytes are granted, 33 needed.
component a { [Memory Access] ::= R(b.buf[0..33]) }
component b { [Memory Access] ::= R  [Region] ::= (buf, OWN, 64)  [Requires] ::= a(R, buf[0..32]) }
