# Services: what a process stands for.
component gate   { [Language] ::= C  [Call] ::= X(signer.sign)  [API] ::= (serve, SYMB)  [Requires] ::= X }
component signer { [Language] ::= C  [API] ::= (sign, SYMB)  [Requires] ::= X }
component key    { [Region] ::= (k, OWN, 4 KiB)  [Requires] ::= signer(R, k), signer(W, own) }
component cache  { [Language] ::= C  [API] ::= (get, SYMB)
                   function get { [Call] ::= none } }
component alone  { [Region] ::= (x, OWN, 4 KiB) }

system services { [Components] ::= gate, signer, key, cache  [Mechanisms] ::= process
                  [Together] ::= key, signer  [Apart] ::= cache, gate }
system data     { [Components] ::= gate, signer, alone  [Mechanisms] ::= process }
system virtual  { [Components] ::= gate, signer  [Mechanisms] ::= ept }
system whole    { [Components] ::= cache  [Mechanisms] ::= process }
system parts    { [Components] ::= cache, gate, signer  [Mechanisms] ::= process  [Place by] ::= function }
