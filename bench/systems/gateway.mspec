# The gateway of a car: diagnosis and updates from outside, buses inside, an AUTOSAR-like core with a memory protection unit.

component os       { [Language] ::= C  [Size] ::= 256 KiB  [API] ::= (activate, SYMB) (wait, SYMB) (alarm, SYMB)  [Requires] ::= X }
component rte      { [Language] ::= C  [Size] ::= 128 KiB  [Region] ::= (signals, SHARED, 16 KiB)  [API] ::= (send, SYMB) (receive, SYMB)  [Call] ::= X(os.activate)  [Requires] ::= X, R }
component can      { [Language] ::= C  [Size] ::= 64 KiB  [Region] ::= (frames, SHARED, 8 KiB)  [API] ::= (transmit, SYMB)  [Call] ::= X(router.indicate) }
component lin      { [Language] ::= C  [Size] ::= 32 KiB  [API] ::= (transmit, SYMB)  [Call] ::= X(router.indicate) }
component ethernet { [Language] ::= C  [Size] ::= 96 KiB  [Region] ::= (descriptors, SHARED, 32 KiB)  [API] ::= (transmit, SYMB)  [Call] ::= X(someip.input) }
component router   { [Language] ::= C  [Size] ::= 80 KiB  [API] ::= (indicate, SYMB) (route, SYMB)  [Call] ::= X(can.transmit, lin.transmit, ethernet.transmit, firewall.judge)  [Requires] ::= R, X }
component firewall { [Language] ::= SPARK  [Size] ::= 40 KiB  [Region] ::= (rules, OWN, 8 KiB)  [API] ::= (judge, SYMB)  [Requires] ::= updater(W, rules), *(X) }
component someip   { [Language] ::= C++  [Size] ::= 200 KiB  [API] ::= (input, SYMB) (offer, SYMB)  [Call] ::= X(ethernet.transmit, rte.send) }
component diagnosis { [Language] ::= C  [Size] ::= 150 KiB  [API] ::= (serve, SYMB)  [Call] ::= X(rte.receive, hsm.verify, router.route) }
component updater  { [Language] ::= Rust  [Size] ::= 120 KiB  [Memory Access] ::= R(own, shared), W(own, shared, firewall.rules)  [Call] ::= X(hsm.verify, flash.program)  [Requires] ::= X }
component flash    { [Language] ::= C  [Size] ::= 30 KiB  [API] ::= (program, SYMB)  [Requires] ::= X }
component hsm      { [Language] ::= C  [Size] ::= 60 KiB  [API] ::= (verify, SYMB) (sign, SYMB)  [Memory Access] ::= R(own, keys.master), W(own)  [Requires] ::= X }
component keys     { [Region] ::= (master, OWN, 512 B)  [Requires] ::= hsm(R, master) }
component telematics { [Language] ::= C++  [Size] ::= 4 MiB  [API] ::= (report, SYMB)  [Call] ::= X(someip.offer, hsm.sign) }
component safety   { [Language] ::= Ada  [Size] ::= 50 KiB  [API] ::= (alive, SYMB)  [Call] ::= X(os.wait, rte.receive)  [Requires] ::= X }
component logger   { [Language] ::= C  [Size] ::= 40 KiB  [Region] ::= (log, SHARED, 64 KiB)  [API] ::= (note, SYMB)  [Call] ::= X(flash.program) }

vulnerability CVE-someip : CWE-787 { [Affects] ::= someip }

system gateway {
    [Components] ::= os, rte, can, lin, ethernet, router, firewall, someip, diagnosis, updater, flash, hsm, keys, telematics, safety, logger
    [Mechanisms] ::= mpu, trustzone, cfi, ssp, pac, scs, safestack, asan
    [Clock]      ::= 300 MHz
    [Profile]    ::= (os, 12%) (rte, 15%) (can, 9%) (lin, 2%) (ethernet, 8%) (router, 14%) (firewall, 5%) (someip, 11%) (diagnosis, 3%) (updater, 0%) (flash, 1%) (hsm, 2%) (telematics, 9%) (safety, 5%) (logger, 2%) \
                     (rte -> os, 20 k/s) (can -> router, 8 k/s) (lin -> router, 1 k/s) (router -> can, 6 k/s) (router -> lin, 900 /s) (router -> ethernet, 5 k/s) (router -> firewall, 14 k/s) (ethernet -> someip, 7 k/s) \
                     (someip -> ethernet, 4 k/s) (someip -> rte, 9 k/s) (diagnosis -> rte, 100 /s) (diagnosis -> hsm, 2 /s) (diagnosis -> router, 50 /s) (telematics -> someip, 600 /s) (telematics -> hsm, 10 /s) \
                     (safety -> os, 1 k/s) (safety -> rte, 1 k/s) (logger -> flash, 5 /s)
    [Minimise]   ::= runtime, compartments
}
system gateway-groups {
    [Components] ::= os, rte, can, lin, ethernet, router, firewall, someip, diagnosis, updater, flash, hsm, keys, telematics, safety, logger
    [Mechanisms] ::= mpu, trustzone, cfi, ssp, pac, mte
    [Hardening]  ::= per compartment
    [Place]      ::= hsm in trustzone
    [Apart]      ::= safety, telematics
    [Minimise]   ::= compartments, transformations
}
system gateway-fault {
    [Components] ::= os, rte, can, lin, ethernet, router, firewall, someip, diagnosis, updater, flash, hsm, keys, telematics, safety, logger
    [Mechanisms] ::= mpu, trustzone, cfi, safestack, asan
    [Strategy]   ::= vulnerability
    [Vulnerabilities] ::= CVE-someip
    [Minimise]   ::= compartments, transformations
}
