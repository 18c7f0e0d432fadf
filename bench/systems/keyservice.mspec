# A key service: enclaves for what touches keys, an untrusted server around them.

component frontend { [Language] ::= Go  [Size] ::= 9 MiB  [API] ::= (serve, SYMB)  [Call] ::= X(tls.read, tls.write, queue.push, limiter.allow) }
component tls      { [Language] ::= C  [Size] ::= 800 KiB  [API] ::= (read, SYMB) (write, SYMB)  [Memory Access] ::= R(own, shared, session.secret), W(own, shared)  [Call] ::= X(libc.copy, entropy.draw)  [Requires] ::= X }
component session  { [Region] ::= (secret, OWN, 4 KiB)  [Requires] ::= tls(R, secret) }
component libc     { [Language] ::= C  [Size] ::= 1 MiB  [API] ::= (copy, SYMB) (alloc, SYMB)  [Region] ::= (heap, SHARED, 8 MiB) }
component limiter  { [Language] ::= Rust  [Size] ::= 100 KiB  [API] ::= (allow, SYMB)  [Requires] ::= X }
component queue    { [Language] ::= C++  [Size] ::= 200 KiB  [Region] ::= (slots, SHARED, 256 KiB)  [API] ::= (push, SYMB)  [Call] ::= X(broker.dispatch) }
component broker   { [Language] ::= C++  [Size] ::= 300 KiB  [API] ::= (dispatch, SYMB)  [Call] ::= X(signer.sign, wrapper.unwrap, policy.decide)  [Requires] ::= R, X }
component policy   { [Language] ::= OCaml  [Size] ::= 250 KiB  [API] ::= (decide, SYMB)  [Requires] ::= X }
component signer   { [Language] ::= C  [Size] ::= 180 KiB  [API] ::= (sign, SYMB)  [Memory Access] ::= R(own, vault.signing), W(own)  [Call] ::= X(bignum.power, entropy.draw)  [Requires] ::= X }
component wrapper  { [Language] ::= C  [Size] ::= 120 KiB  [API] ::= (unwrap, SYMB)  [Memory Access] ::= R(own, vault.wrapping), W(own)  [Call] ::= X(bignum.power)  [Requires] ::= X }
component bignum   { [Language] ::= Assembler  [Size] ::= 60 KiB  [API] ::= (power, SYMB)  [Requires] ::= R, X }
component vault    { [Region] ::= (signing, OWN, 2 KiB) (wrapping, OWN, 2 KiB) (serial, SHARED, 64 B)  [Requires] ::= signer(R, signing), wrapper(R, wrapping), *(R, serial) }
component entropy  { [Language] ::= SPARK  [Size] ::= 30 KiB  [API] ::= (draw, SYMB)  [Requires] ::= X }
component attest   { [Language] ::= C++  [Size] ::= 400 KiB  [API] ::= (quote, SYMB)  [Call] ::= X(signer.sign) }
component backup   { [Language] ::= C  [Size] ::= 300 KiB  [Call] ::= X(wrapper.unwrap, disk.put) }
component disk     { [Language] ::= C  [Size] ::= 500 KiB  [API] ::= (put, SYMB)  [Requires] ::= R, X }
component admin    { [Language] ::= C++  [Size] ::= 2 MiB  [Call] ::= X(policy.decide, attest.quote, ledger.append) }
component ledger   { [Language] ::= Rust  [Size] ::= 200 KiB  [API] ::= (append, SYMB)  [Call] ::= X(disk.put)  [Requires] ::= X }

vulnerability CVE-bleed : CWE-126 { [Affects] ::= tls }

system enclave {
    [Components] ::= frontend, tls, session, libc, limiter, queue, broker, policy, signer, wrapper, bignum, vault, entropy, attest, backup, disk, admin, ledger
    [Mechanisms] ::= sgx, process, mpk, sfi, cfi, ssp, asan, cet-shstk
    [Platform]   ::= arch x86_64; compiler clang 17; cpu sgx, pku, shstk
    [Clock]      ::= 3.2 GHz
    [Profile]    ::= (frontend, 22%) (tls, 18%) (libc, 6%) (limiter, 1%) (queue, 5%) (broker, 7%) (policy, 4%) (signer, 9%) (wrapper, 5%) (bignum, 14%) (entropy, 1%) (attest, 0%) (backup, 1%) (disk, 3%) (admin, 0%) (ledger, 2%) \
                     (frontend -> tls, 90 k/s) (frontend -> queue, 40 k/s) (frontend -> limiter, 40 k/s) (tls -> libc, 300 k/s) (tls -> entropy, 9 k/s) (queue -> broker, 40 k/s) (broker -> signer, 22 k/s) (broker -> wrapper, 14 k/s) \
                     (broker -> policy, 36 k/s) (signer -> bignum, 22 k/s) (signer -> entropy, 22 k/s) (wrapper -> bignum, 14 k/s) (attest -> signer, 1 /s) (backup -> wrapper, 100 /s) (backup -> disk, 100 /s) (admin -> policy, 1 /s) (admin -> ledger, 2 /s) (ledger -> disk, 3 k/s)
    [Place]      ::= signer in sgx
    [Minimise]   ::= runtime, compartments
}
system enclave-everything {
    [Components] ::= frontend, tls, session, libc, limiter, queue, broker, policy, signer, wrapper, bignum, vault, entropy, attest, backup, disk, admin, ledger
    [Minimise]   ::= compartments, transformations
}
system enclave-bleed {
    [Components] ::= frontend, tls, session, libc, limiter, queue, broker, policy, signer, wrapper, bignum, vault, entropy, attest, backup, disk, admin, ledger
    [Mechanisms] ::= sgx, process, mpk, cfi, ssp, asan
    [Strategy]   ::= vulnerability
    [Vulnerabilities] ::= CVE-bleed
    [Minimise]   ::= memory, compartments, transformations
}
