# A networked infusion pump with the Treck TCP/IP stack, and CVE-2020-11896 of Ripple20 in it.
#
# The fault: before 6.0.1.66, Treck's stack mishandles the lengths of fragmented packets that are tunnelled in IPv4, and copies more
# than fits into a buffer on the heap: whoever can send the device a packet can run code in it. (Sources: CVE-2020-11896; CERT/CC
# Vulnerability Note VU#257161; JSOF, Ripple20, 2020, and its paper on CVE-2020-11896.) Devices with it cannot always be updated.
#
# The question: what keeps the motor out of the attacker's hands, with the stack as it is?
#
#     mspec mitigate examples/ripple20/ripple20.mspec --vuln CVE-2020-11896 --deployed examples/ripple20/deployed.json
#
# The device is made up; the stack and its fault are not.

component treck {
    [Title]    ::= "The TCP/IP stack, as its vendor delivers it"
    [Language] ::= C
    [Origin]   ::= "pkg:generic/treck@6.0.1.41"
    [Region]   ::= (sockets, SHARED, 16 KiB)
    [API]      ::= (tfSendTo, SYMB) (tfRecvFrom, SYMB) (tfRecvPacket, SYMB)
    [Call]     ::= X(rtos.k_malloc, rtos.k_free, ethernet.transmit)
}

component ethernet {
    [Title]         ::= "The driver of the network device"
    [Language]      ::= C
    [Origin]        ::= "pkg:generic/ethernet-driver"
    [Memory Access] ::= R(own, treck.sockets), W(own, treck.sockets)
    [API]           ::= (transmit, SYMB)
    [Call]          ::= X(treck.tfRecvPacket, rtos.k_malloc)
}

component telemetry {
    [Title]         ::= "Reports to the ward's station, and takes no orders from it"
    [Language]      ::= C
    [Origin]        ::= "pkg:generic/telemetry"
    [Memory Access] ::= R(own, treck.sockets, pump.status), W(own, treck.sockets)
    [Call]          ::= X(treck.tfSendTo, treck.tfRecvFrom)
}

# It shows its status, and lets nobody in.
component pump {
    [Title]         ::= "The control loop of the motor"
    [Language]      ::= C
    [Origin]        ::= "pkg:generic/pump"
    [Region]        ::= (status, SHARED, 256 B) (setpoint, OWN, 64 B)
    [Memory Access] ::= R(own, shared, limits.dose), W(own, pump.status)
    [API]           ::= (pump_tick, SYMB)
    [Requires]      ::= *(R, status), X
}

component rtos {
    [Title]    ::= "The real-time kernel"
    [Language] ::= C
    [Origin]   ::= "pkg:generic/rtos"
    [API]      ::= (k_malloc, SYMB) (k_free, SYMB)
    [Call]     ::= X(pump.pump_tick)
    [Requires] ::= X
}

# Data without code: how much is too much. Only the control loop reads it, and nobody writes it.
component limits {
    [Title]    ::= "The dose limits"
    [Region]   ::= (dose, OWN, 64 B)
    [Requires] ::= pump(R, dose)
}

vulnerability CVE-2020-11896 : CWE-122 {
    [Title]   ::= "Ripple20: heap overflow by tunnelled IPv4 fragments"
    [Source]  ::= "https://nvd.nist.gov/vuln/detail/CVE-2020-11896", "https://kb.cert.org/vuls/id/257161"
    [Affects] ::= treck
}

system infusion {
    [Components] ::= treck, ethernet, telemetry, pump, rtos, limits
    [Mechanisms] ::= mpu, ssp, cfi
    [Strategy]   ::= vulnerability
    [Platform]   ::= arch armv8-m
}
