# A host of virtual machines: hypervisor, device models, two guests, management.

component hypervisor { [Language] ::= C  [Size] ::= 2 MiB  [API] ::= (hypercall, SYMB) (map, SYMB)  [Requires] ::= X }
component scheduler { [Language] ::= C  [Size] ::= 200 KiB  [API] ::= (pick, SYMB)  [Call] ::= X(hypervisor.hypercall)  [Requires] ::= X, R }
component qemu_a   { [Language] ::= C  [Size] ::= 8 MiB  [API] ::= (exit, SYMB)  [Call] ::= X(hypervisor.map, vhost.kick, blockd.submit, usbd.transfer) }
component qemu_b   { [Language] ::= C  [Size] ::= 8 MiB  [API] ::= (exit, SYMB)  [Call] ::= X(hypervisor.map, vhost.kick, blockd.submit) }
component guest_a  { [Language] ::= C  [Size] ::= 64 MiB  [Region] ::= (virtqueue_a, SHARED, 256 KiB)  [Call] ::= X(hypervisor.hypercall, qemu_a.exit)  [Requires] ::= none }
component guest_b  { [Language] ::= C  [Size] ::= 64 MiB  [Region] ::= (virtqueue_b, SHARED, 256 KiB)  [Call] ::= X(hypervisor.hypercall, qemu_b.exit)  [Requires] ::= none }
component vhost    { [Language] ::= C  [Size] ::= 300 KiB  [API] ::= (kick, SYMB)  [Memory Access] ::= R(own, guest_a.virtqueue_a, guest_b.virtqueue_b), W(own, guest_a.virtqueue_a, guest_b.virtqueue_b)  [Call] ::= X(nic.send) }
component nic      { [Language] ::= C  [Size] ::= 400 KiB  [API] ::= (send, SYMB)  [Requires] ::= R, X }
component blockd   { [Language] ::= Rust  [Size] ::= 500 KiB  [API] ::= (submit, SYMB)  [Call] ::= X(nvme.read, crypt.seal)  [Requires] ::= X }
component nvme     { [Language] ::= C  [Size] ::= 200 KiB  [API] ::= (read, SYMB)  [Requires] ::= R, X }
component crypt    { [Language] ::= C  [Size] ::= 150 KiB  [API] ::= (seal, SYMB)  [Memory Access] ::= R(own, volume.key), W(own)  [Requires] ::= X }
component volume   { [Region] ::= (key, OWN, 64 B)  [Requires] ::= crypt(R, key) }
component usbd     { [Language] ::= C  [Size] ::= 350 KiB  [API] ::= (transfer, SYMB) }
component libvirt  { [Language] ::= C  [Size] ::= 6 MiB  [API] ::= (define, SYMB)  [Call] ::= X(hypervisor.hypercall, audit.note)  [Requires] ::= R, X }
component rest      { [Language] ::= Go  [Size] ::= 12 MiB  [API] ::= (request, SYMB)  [Call] ::= X(libvirt.define, tls.handshake) }
component tls      { [Language] ::= C  [Size] ::= 700 KiB  [API] ::= (handshake, SYMB)  [Memory Access] ::= R(own, cert.private), W(own)  [Requires] ::= X }
component cert     { [Region] ::= (private, OWN, 4 KiB) (public, SHARED, 4 KiB)  [Requires] ::= tls(R, private), *(R, public) }
component audit    { [Language] ::= OCaml  [Size] ::= 500 KiB  [API] ::= (note, SYMB)  [Requires] ::= X }
component monitor  { [Language] ::= Go  [Size] ::= 5 MiB  [Call] ::= X(libvirt.define, audit.note) }
component migrate  { [Language] ::= C  [Size] ::= 900 KiB  [API] ::= (start, SYMB)  [Call] ::= X(hypervisor.map, nic.send, tls.handshake) }

system host {
    [Components] ::= hypervisor, scheduler, qemu_a, qemu_b, guest_a, guest_b, vhost, nic, blockd, nvme, crypt, volume, usbd, libvirt, rest, tls, cert, audit, monitor, migrate
    [Mechanisms] ::= ept, process, rings, mpk, sev, iommu, cfi, ssp, asan, scs
    [Clock]      ::= 3 GHz
    [Profile]    ::= (hypervisor, 9%) (scheduler, 2%) (qemu_a, 4%) (qemu_b, 3%) (guest_a, 30%) (guest_b, 22%) (vhost, 7%) (nic, 6%) (blockd, 3%) (nvme, 3%) (crypt, 4%) (usbd, 0%) (libvirt, 1%) (rest, 1%) (tls, 1%) (audit, 0%) (monitor, 1%) (migrate, 0%) \
                     (guest_a -> hypervisor, 60 k/s) (guest_b -> hypervisor, 45 k/s) (guest_a -> qemu_a, 8 k/s) (guest_b -> qemu_b, 6 k/s) (qemu_a -> hypervisor, 9 k/s) (qemu_b -> hypervisor, 7 k/s) (qemu_a -> vhost, 20 k/s) (qemu_b -> vhost, 15 k/s) \
                     (qemu_a -> blockd, 6 k/s) (qemu_b -> blockd, 5 k/s) (qemu_a -> usbd, 10 /s) (vhost -> nic, 90 k/s) (blockd -> nvme, 12 k/s) (blockd -> crypt, 12 k/s) (scheduler -> hypervisor, 30 k/s) (libvirt -> hypervisor, 50 /s) \
                     (libvirt -> audit, 20 /s) (rest -> libvirt, 30 /s) (rest -> tls, 200 /s) (monitor -> libvirt, 10 /s) (migrate -> nic, 1 k/s) (migrate -> tls, 1 /s)
    [Minimise]   ::= runtime, compartments
}
system host-all {
    [Components] ::= hypervisor, scheduler, qemu_a, qemu_b, guest_a, guest_b, vhost, nic, blockd, nvme, crypt, volume, usbd, libvirt, rest, tls, cert, audit, monitor, migrate
    [Platform]   ::= arch x86_64; compiler clang 17
    [Clock]      ::= 3 GHz
    [Profile]    ::= (hypervisor, 9%) (scheduler, 2%) (qemu_a, 4%) (qemu_b, 3%) (guest_a, 30%) (guest_b, 22%) (vhost, 7%) (nic, 6%) (blockd, 3%) (nvme, 3%) (crypt, 4%) (usbd, 0%) (libvirt, 1%) (rest, 1%) (tls, 1%) (audit, 0%) (monitor, 1%) (migrate, 0%) \
                     (guest_a -> hypervisor, 60 k/s) (guest_b -> hypervisor, 45 k/s) (vhost -> nic, 90 k/s) (qemu_a -> vhost, 20 k/s) (qemu_b -> vhost, 15 k/s) (blockd -> nvme, 12 k/s) (blockd -> crypt, 12 k/s) (rest -> tls, 200 /s)
    [Minimise]   ::= runtime, compartments
}
system host-memory {
    [Components] ::= hypervisor, scheduler, qemu_a, qemu_b, guest_a, guest_b, vhost, nic, blockd, nvme, crypt, volume, usbd, libvirt, rest, tls, cert, audit, monitor, migrate
    [Mechanisms] ::= ept, process, rings, mpk, cfi, ssp, asan, scs
    [Apart]      ::= guest_a, guest_b
    [Minimise]   ::= memory, compartments
}
