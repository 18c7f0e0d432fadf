# A web shop as a unikernel on Arm: memory tags and signed pointers, few compartments, one address space or several.

component http   { [Language] ::= C  [Size] ::= 700 KiB  [API] ::= (serve, SYMB)  [Call] ::= X(template.render, cart.add, lwip.send, tls.seal)  [Requires] ::= X, R }
component tls    { [Language] ::= C  [Size] ::= 600 KiB  [API] ::= (seal, SYMB)  [Memory Access] ::= R(own, shared, secrets.tlskey), W(own, shared)  [Call] ::= X(alloc.get)  [Requires] ::= X }
component secrets { [Region] ::= (tlskey, OWN, 4 KiB) (paykey, OWN, 4 KiB)  [Requires] ::= tls(R, tlskey), pay(R, paykey) }
component template { [Language] ::= C++  [Size] ::= 400 KiB  [API] ::= (render, SYMB)  [Call] ::= X(alloc.get, catalog.find) }
component cart   { [Language] ::= Go  [Size] ::= 900 KiB  [API] ::= (add, SYMB)  [Call] ::= X(db.query, pay.charge)  [Requires] ::= X }
component pay    { [Language] ::= Rust  [Size] ::= 300 KiB  [API] ::= (charge, SYMB)  [Memory Access] ::= R(own, shared, secrets.paykey), W(own, shared)  [Call] ::= X(tls.seal, lwip.send)  [Requires] ::= X }
component catalog { [Language] ::= C++  [Size] ::= 300 KiB  [Region] ::= (index, SHARED, 2 MiB)  [API] ::= (find, SYMB)  [Call] ::= X(db.query) }
component db     { [Language] ::= C  [Size] ::= 2 MiB  [Region] ::= (rows, OWN, 32 MiB)  [API] ::= (query, SYMB)  [Call] ::= X(alloc.get, disk.io)  [Requires] ::= X }
component image  { [Language] ::= C  [Size] ::= 900 KiB  [API] ::= (scale, SYMB)  [Call] ::= X(alloc.get) }
component upload { [Language] ::= C  [Size] ::= 200 KiB  [API] ::= (store, SYMB)  [Call] ::= X(image.scale, disk.io) }
component alloc  { [Language] ::= C  [Size] ::= 60 KiB  [Region] ::= (heap, SHARED, 16 MiB)  [API] ::= (get, SYMB) }
component lwip   { [Language] ::= C  [Size] ::= 300 KiB  [Region] ::= (pbufs, SHARED, 512 KiB)  [API] ::= (send, SYMB)  [Call] ::= X(virtio.push, alloc.get) }
component virtio { [Language] ::= C  [Size] ::= 60 KiB  [API] ::= (push, SYMB)  [Memory Access] ::= R(own, lwip.pbufs), W(own, lwip.pbufs) }
component disk   { [Language] ::= C  [Size] ::= 90 KiB  [API] ::= (io, SYMB)  [Requires] ::= R, X }
component boot   { [Language] ::= Zig  [Size] ::= 40 KiB  [API] ::= (start, SYMB)  [Requires] ::= X }
component cron   { [Language] ::= Ada  [Size] ::= 50 KiB  [Call] ::= X(db.query) }

system shop {
    [Components] ::= http, tls, secrets, template, cart, pay, catalog, db, image, upload, alloc, lwip, virtio, disk, boot, cron
    [Platform]   ::= arch arm64; compiler clang 17; cpu mte, pauth
    [Clock]      ::= 2.6 GHz
    [Profile]    ::= (http, 15%) (tls, 17%) (template, 12%) (cart, 6%) (pay, 2%) (catalog, 7%) (db, 14%) (image, 6%) (upload, 1%) (alloc, 6%) (lwip, 10%) (virtio, 3%) (disk, 3%) (cron, 0%) \
                     (http -> template, 30 k/s) (http -> cart, 4 k/s) (http -> lwip, 90 k/s) (http -> tls, 90 k/s) (tls -> alloc, 200 k/s) (template -> alloc, 150 k/s) (template -> catalog, 60 k/s) (cart -> db, 9 k/s) (cart -> pay, 300 /s) (pay -> tls, 900 /s) \
                     (pay -> lwip, 900 /s) (catalog -> db, 20 k/s) (db -> alloc, 40 k/s) (db -> disk, 15 k/s) (image -> alloc, 5 k/s) (upload -> image, 50 /s) (upload -> disk, 100 /s) (lwip -> virtio, 80 k/s) (lwip -> alloc, 180 k/s) (cron -> db, 1 /s)
    [Minimise]   ::= runtime, compartments
}
system shop-few {
    [Components] ::= http, tls, secrets, template, cart, pay, catalog, db, image, upload, alloc, lwip, virtio, disk, boot, cron
    [Mechanisms] ::= ept, process, mte, pac, scs, cfi, safestack, hwasan
    [Hardening]  ::= per compartment
    [Together]   ::= lwip, virtio
    [Minimise]   ::= compartments, transformations
}
system shop-memory {
    [Components] ::= http, tls, secrets, template, cart, pay, catalog, db, image, upload, alloc, lwip, virtio, disk, boot, cron
    [Mechanisms] ::= cheri, process, sfi, mte, pac, cfi, asan
    [Use]        ::= cfi on tls
    [Minimise]   ::= memory, transformations, compartments
}
