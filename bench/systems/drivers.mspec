# An operating system's kernel, its drivers, devices that write memory, and what runs on it: 28 components.

component sched  { [Language] ::= C  [Size] ::= 300 KiB  [API] ::= (schedule, SYMB) (wake, SYMB)  [Requires] ::= X }
component mm     { [Language] ::= C  [Size] ::= 500 KiB  [API] ::= (kmalloc, SYMB) (kfree, SYMB) (map, SYMB)  [Region] ::= (slab, SHARED, 8 MiB)  [Requires] ::= X }
component creds  { [Region] ::= (cred, OWN, 64 KiB)  [Requires] ::= core(R, cred), core(W, cred) }
component core   { [Language] ::= C  [Size] ::= 900 KiB  [API] ::= (syscall, SYMB) (irq, SYMB)  [Memory Access] ::= R(own, shared, creds.cred), W(own, creds.cred)  [Call] ::= X(sched.schedule, mm.map, vfs.read, vfs.write, net.tx)  [Requires] ::= X }
component vfs    { [Language] ::= C  [Size] ::= 700 KiB  [API] ::= (read, SYMB) (write, SYMB)  [Call] ::= X(ext4.get, tmpfs.get, mm.kmalloc, mm.kfree)  [Requires] ::= R, X }
component ext4   { [Language] ::= C  [Size] ::= 800 KiB  [API] ::= (get, SYMB)  [Call] ::= X(block.submit, mm.kmalloc, crypto.hash)  [Requires] ::= X }
component tmpfs  { [Language] ::= C  [Size] ::= 60 KiB  [API] ::= (get, SYMB)  [Call] ::= X(mm.kmalloc) }
component block  { [Language] ::= C  [Size] ::= 300 KiB  [API] ::= (submit, SYMB) (complete, SYMB)  [Call] ::= X(nvme.queue, mm.kmalloc)  [Requires] ::= X }
component nvme   { [Language] ::= C  [Size] ::= 120 KiB  [Region] ::= (sq, SHARED, 64 KiB)  [API] ::= (queue, SYMB)  [Call] ::= X(block.complete, core.irq) }
component net    { [Language] ::= C  [Size] ::= 900 KiB  [Region] ::= (skb, SHARED, 4 MiB)  [API] ::= (tx, SYMB) (rx, SYMB)  [Call] ::= X(tcp.output, e1000.xmit, mm.kmalloc, filter.check) }
component tcp    { [Language] ::= C  [Size] ::= 600 KiB  [API] ::= (output, SYMB) (input, SYMB)  [Call] ::= X(net.tx, mm.kmalloc, sched.wake, crypto.hash) }
component filter { [Language] ::= C  [Size] ::= 500 KiB  [API] ::= (check, SYMB)  [Call] ::= X(mm.kmalloc, mm.kfree) }
component e1000  { [Language] ::= C  [Size] ::= 150 KiB  [API] ::= (xmit, SYMB)  [Memory Access] ::= R(own, net.skb), W(own, net.skb)  [Call] ::= X(net.rx, core.irq) }
component wifi   { [Language] ::= C  [Size] ::= 1500 KiB  [API] ::= (xmit, SYMB)  [Memory Access] ::= R(own, net.skb), W(own, net.skb)  [Call] ::= X(net.rx, crypto.aes, mm.kmalloc) }
component usb    { [Language] ::= C  [Size] ::= 400 KiB  [API] ::= (urb, SYMB)  [Call] ::= X(mm.kmalloc, core.irq) }
component hid    { [Language] ::= C  [Size] ::= 100 KiB  [Call] ::= X(usb.urb) }
component audio  { [Language] ::= C  [Size] ::= 500 KiB  [Call] ::= X(usb.urb, mm.kmalloc) }
component gpu    { [Language] ::= C  [Size] ::= 4 MiB  [API] ::= (exec, SYMB)  [Call] ::= X(mm.map, mm.kmalloc, core.irq) }
component crypto { [Language] ::= C  [Size] ::= 300 KiB  [API] ::= (aes, SYMB) (hash, SYMB)  [Memory Access] ::= R(own, shared, keyring.keys), W(own, shared)  [Requires] ::= X }
component keyring { [Region] ::= (keys, OWN, 8 KiB)  [Requires] ::= crypto(R, keys) }
component lsm    { [Language] ::= Rust  [Size] ::= 200 KiB  [API] ::= (may, SYMB)  [Requires] ::= X }
component binder { [Language] ::= Rust  [Size] ::= 150 KiB  [API] ::= (transact, SYMB)  [Call] ::= X(mm.kmalloc, sched.wake, lsm.may) }
component nic    { [Language] ::= Device  [Memory Access] ::= R(net.skb), W(net.skb)  [Hardened] ::= dma-device }
component disk   { [Language] ::= Device  [Memory Access] ::= R(nvme.sq), W(nvme.sq)  [Hardened] ::= dma-device }
component shell  { [Language] ::= C  [Size] ::= 1 MiB  [Call] ::= X(core.syscall)  [Requires] ::= R, X }
component browser { [Language] ::= C++  [Size] ::= 60 MiB  [Call] ::= X(core.syscall, gpu.exec)  [Requires] ::= none }
component mail   { [Language] ::= Go  [Size] ::= 9 MiB  [Call] ::= X(core.syscall)  [Requires] ::= none }
component daemon { [Language] ::= Rust  [Size] ::= 2 MiB  [Call] ::= X(core.syscall, binder.transact) }

system desktop {
    [Components] ::= sched, mm, creds, core, vfs, ext4, tmpfs, block, nvme, net, tcp, filter, e1000, wifi, usb, hid, audio, gpu, crypto, keyring, lsm, binder, shell, browser, mail, daemon
    [Mechanisms] ::= rings, process, ept, pks, kasan, kcfi, scs, ssp
    [Clock]      ::= 3 GHz
    [Profile]    ::= (sched, 4%) (mm, 8%) (core, 6%) (vfs, 5%) (ext4, 4%) (tmpfs, 1%) (block, 2%) (nvme, 2%) (net, 5%) (tcp, 5%) (filter, 2%) (e1000, 2%) (wifi, 2%) (usb, 1%) (hid, 1%) (audio, 1%) \
                     (gpu, 6%) (crypto, 3%) (lsm, 1%) (binder, 1%) (shell, 1%) (browser, 30%) (mail, 4%) (daemon, 2%) \
                     (core -> sched, 90 k/s) (core -> mm, 60 k/s) (core -> vfs, 80 k/s) (core -> net, 70 k/s) (vfs -> ext4, 50 k/s) (vfs -> tmpfs, 9 k/s) (vfs -> mm, 200 k/s) (ext4 -> block, 9 k/s) \
                     (ext4 -> mm, 70 k/s) (ext4 -> crypto, 9 k/s) (tmpfs -> mm, 9 k/s) (block -> nvme, 9 k/s) (block -> mm, 20 k/s) (nvme -> block, 9 k/s) (nvme -> core, 9 k/s) (net -> tcp, 90 k/s) \
                     (net -> e1000, 70 k/s) (net -> mm, 250 k/s) (net -> filter, 150 k/s) (tcp -> net, 90 k/s) (tcp -> mm, 90 k/s) (tcp -> sched, 30 k/s) (filter -> mm, 10 k/s) (e1000 -> net, 70 k/s) \
                     (wifi -> net, 9 k/s) (wifi -> crypto, 9 k/s) (wifi -> mm, 20 k/s) (usb -> mm, 9 k/s) (hid -> usb, 1 k/s) (audio -> usb, 2 k/s) (gpu -> mm, 20 k/s) (binder -> mm, 9 k/s) \
                     (binder -> sched, 9 k/s) (binder -> lsm, 9 k/s) (shell -> core, 1 k/s) (browser -> core, 90 k/s) (browser -> gpu, 20 k/s) (mail -> core, 5 k/s) (daemon -> core, 5 k/s) (daemon -> binder, 9 k/s)
    [Minimise]   ::= runtime, compartments
}
system devices {
    [Components] ::= sched, mm, creds, core, vfs, ext4, block, nvme, net, tcp, filter, e1000, crypto, keyring, lsm, nic, disk, shell
    [Mechanisms] ::= ept, pks, iommu, kasan, kcfi, scs
    [Minimise]   ::= compartments, transformations
}
system desktop-all {
    [Components] ::= sched, mm, creds, core, vfs, ext4, tmpfs, block, nvme, net, tcp, filter, e1000, wifi, usb, hid, audio, gpu, crypto, keyring, lsm, binder, shell, browser, mail, daemon
    [Platform]   ::= arch x86_64; compiler clang 17; cpu pks, ibt, shstk
    [Clock]      ::= 3 GHz
    [Profile]    ::= (sched, 4%) (mm, 8%) (core, 6%) (vfs, 5%) (ext4, 4%) (tmpfs, 1%) (block, 2%) (nvme, 2%) (net, 5%) (tcp, 5%) (filter, 2%) (e1000, 2%) (wifi, 2%) (usb, 1%) (hid, 1%) (audio, 1%) \
                     (gpu, 6%) (crypto, 3%) (lsm, 1%) (binder, 1%) (shell, 1%) (browser, 30%) (mail, 4%) (daemon, 2%) \
                     (core -> sched, 90 k/s) (core -> mm, 60 k/s) (core -> vfs, 80 k/s) (core -> net, 70 k/s) (vfs -> ext4, 50 k/s) (vfs -> tmpfs, 9 k/s) (vfs -> mm, 200 k/s) (ext4 -> block, 9 k/s) \
                     (ext4 -> mm, 70 k/s) (ext4 -> crypto, 9 k/s) (tmpfs -> mm, 9 k/s) (block -> nvme, 9 k/s) (block -> mm, 20 k/s) (nvme -> block, 9 k/s) (nvme -> core, 9 k/s) (net -> tcp, 90 k/s) \
                     (net -> e1000, 70 k/s) (net -> mm, 250 k/s) (net -> filter, 150 k/s) (tcp -> net, 90 k/s) (tcp -> mm, 90 k/s) (tcp -> sched, 30 k/s) (filter -> mm, 10 k/s) (e1000 -> net, 70 k/s) \
                     (wifi -> net, 9 k/s) (wifi -> crypto, 9 k/s) (wifi -> mm, 20 k/s) (usb -> mm, 9 k/s) (hid -> usb, 1 k/s) (audio -> usb, 2 k/s) (gpu -> mm, 20 k/s) (binder -> mm, 9 k/s) \
                     (binder -> sched, 9 k/s) (binder -> lsm, 9 k/s) (shell -> core, 1 k/s) (browser -> core, 90 k/s) (browser -> gpu, 20 k/s) (mail -> core, 5 k/s) (daemon -> core, 5 k/s) (daemon -> binder, 9 k/s)
    [Minimise]   ::= runtime, compartments
}
# Hardening for each compartment, memory first, and a limit to the run time.
system desktop-groups {
    [Components] ::= sched, mm, creds, core, vfs, ext4, tmpfs, block, nvme, net, tcp, filter, e1000, wifi, usb, hid, audio, gpu, crypto, keyring, lsm, binder, shell, browser, mail, daemon
    [Mechanisms] ::= rings, ept, pks, kasan, kcfi, scs
    [Hardening]  ::= per compartment
    [Together]   ::= sched, mm, core; usb, hid, audio
    [Minimise]   ::= memory, compartments, transformations
}
