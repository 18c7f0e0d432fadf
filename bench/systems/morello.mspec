# A server on a capability machine; some of it still runs in processes.

component kernel   { [Language] ::= C  [Size] ::= 6 MiB  [API] ::= (syscall, SYMB)  [Requires] ::= X }
component libc     { [Language] ::= C  [Size] ::= 1 MiB  [API] ::= (malloc, SYMB) (printf, SYMB)  [Region] ::= (arena, SHARED, 1 MiB)  [Call] ::= X(kernel.syscall) }
component sshd     { [Language] ::= C  [Size] ::= 900 KiB  [Call] ::= X(libcrypto.sign, libc.malloc, kernel.syscall, pam.auth)  [Requires] ::= R, X }
component libcrypto { [Language] ::= C  [Size] ::= 3 MiB  [API] ::= (sign, SYMB) (hash, SYMB)  [Memory Access] ::= R(own, shared, hostkey.key), W(own, shared)  [Call] ::= X(libc.malloc)  [Requires] ::= X }
component hostkey  { [Region] ::= (key, OWN, 2 KiB)  [Requires] ::= libcrypto(R, key) }
component pam      { [Language] ::= C  [Size] ::= 200 KiB  [API] ::= (auth, SYMB)  [Memory Access] ::= R(own, shared, shadow.hashes), W(own, shared)  [Call] ::= X(libcrypto.hash)  [Requires] ::= X }
component shadow   { [Region] ::= (hashes, OWN, 16 KiB)  [Requires] ::= pam(R, hashes) }
component httpd    { [Language] ::= C  [Size] ::= 1200 KiB  [API] ::= (request, SYMB)  [Call] ::= X(libc.malloc, php.run, zlib.inflate, kernel.syscall) }
component php      { [Language] ::= C  [Size] ::= 9 MiB  [API] ::= (run, SYMB)  [Call] ::= X(libc.malloc, db.query, xml.parse, image.resize) }
component xml      { [Language] ::= C  [Size] ::= 2 MiB  [API] ::= (parse, SYMB)  [Call] ::= X(libc.malloc) }
component image    { [Language] ::= C  [Size] ::= 3 MiB  [API] ::= (resize, SYMB)  [Call] ::= X(libc.malloc, zlib.inflate) }
component zlib     { [Language] ::= C  [Size] ::= 200 KiB  [API] ::= (inflate, SYMB)  [Requires] ::= R, X }
component db       { [Language] ::= C++  [Size] ::= 12 MiB  [Region] ::= (tables, OWN, 64 MiB) (results, SHARED, 1 MiB)  [API] ::= (query, SYMB)  [Call] ::= X(libc.malloc, kernel.syscall)  [Requires] ::= X }
component cron     { [Language] ::= Rust  [Size] ::= 300 KiB  [Call] ::= X(kernel.syscall) }
component audit    { [Language] ::= OCaml  [Size] ::= 700 KiB  [API] ::= (note, SYMB)  [Requires] ::= X }

system capabilities {
    [Components] ::= kernel, libc, sshd, libcrypto, hostkey, pam, shadow, httpd, php, xml, image, zlib, db, cron, audit
    [Mechanisms] ::= cheri, process, rings, asan, ssp, cfi, scs
    [Clock]      ::= 2.5 GHz
    [Profile]    ::= (kernel, 18%) (libc, 8%) (sshd, 1%) (libcrypto, 6%) (pam, 0%) (httpd, 12%) (php, 25%) (xml, 4%) (image, 6%) (zlib, 4%) (db, 14%) (cron, 0%) (audit, 1%) \
                     (libc -> kernel, 40 k/s) (sshd -> libcrypto, 100 /s) (sshd -> libc, 1 k/s) (sshd -> kernel, 1 k/s) (sshd -> pam, 1 /s) (libcrypto -> libc, 20 k/s) (pam -> libcrypto, 1 /s) \
                     (httpd -> libc, 200 k/s) (httpd -> php, 5 k/s) (httpd -> zlib, 5 k/s) (httpd -> kernel, 60 k/s) (php -> libc, 900 k/s) (php -> db, 20 k/s) (php -> xml, 2 k/s) (php -> image, 500 /s) \
                     (xml -> libc, 60 k/s) (image -> libc, 3 k/s) (image -> zlib, 600 /s) (db -> libc, 150 k/s) (db -> kernel, 40 k/s) (cron -> kernel, 10 /s)
    [Minimise]   ::= runtime, compartments
}
system capabilities-memory {
    [Components] ::= kernel, libc, sshd, libcrypto, hostkey, pam, shadow, httpd, php, xml, image, zlib, db, cron, audit
    [Mechanisms] ::= cheri, process, mpk, asan, mte, ssp, cfi
    [Minimise]   ::= memory, transformations, compartments
}
# As few compartments as can be, with wishes.
system capabilities-count {
    [Components] ::= kernel, libc, sshd, libcrypto, hostkey, pam, shadow, httpd, php, xml, image, zlib, db, cron, audit
    [Mechanisms] ::= cheri, process, sgx, rings, ssp, cfi
    [Use]        ::= cfi on sshd
    [Apart]      ::= hostkey, shadow
    [Minimise]   ::= compartments, transformations
}
