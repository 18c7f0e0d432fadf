# A storage array: protocols in front, caches and checksums in between, disks behind; capabilities or domains in one address space.

component iscsi   { [Language] ::= C  [Size] ::= 400 KiB  [API] ::= (login, SYMB) (command, SYMB)  [Call] ::= X(volumes.read, volumes.write, net.send, auth.check) }
component nfs     { [Language] ::= C  [Size] ::= 700 KiB  [API] ::= (call, SYMB)  [Call] ::= X(files.lookup, files.io, net.send, auth.check) }
component object  { [Language] ::= Go  [Size] ::= 6 MiB  [API] ::= (put, SYMB) (get, SYMB)  [Call] ::= X(files.io, auth.check) }
component net     { [Language] ::= C  [Size] ::= 600 KiB  [Region] ::= (packets, SHARED, 1 MiB)  [API] ::= (send, SYMB)  [Call] ::= X(iscsi.command, nfs.call) }
component auth    { [Language] ::= Rust  [Size] ::= 90 KiB  [API] ::= (check, SYMB)  [Memory Access] ::= R(own, shared, accounts.hashes), W(own, shared)  [Requires] ::= X }
component accounts { [Region] ::= (hashes, OWN, 64 KiB)  [Requires] ::= auth(R, hashes) }
component files   { [Language] ::= C  [Size] ::= 900 KiB  [API] ::= (lookup, SYMB) (io, SYMB)  [Call] ::= X(volumes.read, volumes.write, cache.find)  [Requires] ::= R, X }
component volumes { [Language] ::= C++  [Size] ::= 800 KiB  [API] ::= (read, SYMB) (write, SYMB)  [Call] ::= X(cache.find, raid.stripe, snapshots.cow)  [Requires] ::= R, X }
component cache   { [Language] ::= C  [Size] ::= 200 KiB  [Region] ::= (pages, SHARED, 64 MiB)  [API] ::= (find, SYMB)  [Requires] ::= R, X }
component snapshots { [Language] ::= OCaml  [Size] ::= 300 KiB  [API] ::= (cow, SYMB)  [Requires] ::= X }
component dedup   { [Language] ::= C++  [Size] ::= 500 KiB  [API] ::= (fold, SYMB)  [Memory Access] ::= R(own, cache.pages), W(own, cache.pages)  [Call] ::= X(checksum.sum) }
component checksum { [Language] ::= Assembler  [Size] ::= 20 KiB  [API] ::= (sum, SYMB)  [Requires] ::= X, R }
component raid    { [Language] ::= C  [Size] ::= 150 KiB  [API] ::= (stripe, SYMB)  [Call] ::= X(checksum.sum, encrypt.block, sas.issue)  [Requires] ::= R, X }
component encrypt { [Language] ::= C  [Size] ::= 80 KiB  [API] ::= (block, SYMB)  [Memory Access] ::= R(own, shared, wrapped.keys), W(own, shared)  [Requires] ::= X }
component wrapped { [Region] ::= (keys, OWN, 16 KiB)  [Requires] ::= encrypt(R, keys) }
component sas     { [Language] ::= C  [Size] ::= 250 KiB  [API] ::= (issue, SYMB) }
component console { [Language] ::= C++  [Size] ::= 3 MiB  [Call] ::= X(volumes.read, health.status) }
component health  { [Language] ::= Zig  [Size] ::= 150 KiB  [API] ::= (status, SYMB)  [Call] ::= X(sas.issue)  [Requires] ::= R, X }

system array {
    [Components] ::= iscsi, nfs, object, net, auth, accounts, files, volumes, cache, snapshots, dedup, checksum, raid, encrypt, wrapped, sas, console, health
    [Mechanisms] ::= cheri, mpk, process, sfi, cfi, ssp, asan, scs
    [Clock]      ::= 2.2 GHz
    [Profile]    ::= (iscsi, 9%) (nfs, 11%) (object, 6%) (net, 16%) (auth, 0%) (files, 9%) (volumes, 8%) (cache, 7%) (snapshots, 2%) (dedup, 8%) (checksum, 7%) (raid, 6%) (encrypt, 5%) (sas, 4%) (console, 0%) (health, 0%) \
                     (iscsi -> volumes, 60 k/s) (iscsi -> net, 80 k/s) (nfs -> files, 70 k/s) (nfs -> net, 75 k/s) (object -> files, 9 k/s) (net -> iscsi, 82 k/s) (net -> nfs, 77 k/s) (files -> volumes, 40 k/s) (files -> cache, 110 k/s) \
                     (volumes -> cache, 130 k/s) (volumes -> raid, 50 k/s) (volumes -> snapshots, 8 k/s) (dedup -> checksum, 30 k/s) (raid -> checksum, 90 k/s) (raid -> encrypt, 90 k/s) (raid -> sas, 60 k/s) (iscsi -> auth, 10 /s) (nfs -> auth, 100 /s) (object -> auth, 9 k/s)
    [Minimise]   ::= runtime, compartments
}
system array-budget {
    [Components] ::= iscsi, nfs, object, net, auth, accounts, files, volumes, cache, snapshots, dedup, checksum, raid, encrypt, wrapped, sas, console, health
    [Mechanisms] ::= mpk, ept, process, cfi, ssp, asan
    [Budget]     ::= compartments 9
    [Minimise]   ::= memory, transformations
}
system array-fewest {
    [Components] ::= iscsi, nfs, object, net, auth, accounts, files, volumes, cache, snapshots, dedup, checksum, raid, encrypt, wrapped, sas, console, health
    [Mechanisms] ::= cheri, mpk, process, rings, cfi, ssp, scs, asan
    [Apart]      ::= iscsi, console
    [Minimise]   ::= compartments, transformations
}
