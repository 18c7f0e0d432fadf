# A TLS server split as its real libraries are, and Heartbleed (CVE-2014-0160) in one of them.
#
# The fault: OpenSSL 1.0.1 to 1.0.1f answers a heartbeat request with as many bytes as the request claims to have sent, and so
# sends up to 64 KiB of whatever lies behind the request in memory. (Sources: CVE-2014-0160; OpenSSL Security Advisory of 7 April
# 2014; the functions are dtls1_process_heartbeat and tls1_process_heartbeat of libssl.)
#
# The question: which configuration keeps the private key out of the answer, with no change to code?
#
#     mspec solve examples/heartbleed/
#
# What stays at risk whatever is chosen: the heartbeat code may read all that libssl itself is meant to read, such as the
# plain text of other sessions in libssl's own buffers. MSpec shows what others' requirements are worth, not the victim's own.

component server {
    [Title]    ::= "The web server: accepts connections and serves pages"
    [Language] ::= C
    [Call]     ::= X(libssl.SSL_accept, libssl.SSL_read, libssl.SSL_write, libc.malloc, libc.free, \
                   libc.memcpy)
}

component libssl {
    [Title]    ::= "The TLS protocol"
    [Language] ::= C
    [Origin]   ::= "pkg:generic/openssl@1.0.1f"
    [API]      ::= (SSL_accept, SYMB) (SSL_read, SYMB) (SSL_write, SYMB)
    [Call]     ::= X(libcrypto.EVP_EncryptUpdate, libcrypto.RSA_private_decrypt, libc.malloc, libc.free, \
                   libc.memcpy)
}

# Private keys are used by libcrypto alone: libssl hands it what is to be decrypted. It lets others call it, and nobody in.
component libcrypto {
    [Title]         ::= "The cryptography"
    [Language]      ::= C
    [Origin]        ::= "pkg:generic/openssl@1.0.1f"
    [Memory Access] ::= R(own, shared, tlskeys.private_key), W
    [API]           ::= (EVP_EncryptUpdate, SYMB) (RSA_private_decrypt, SYMB)
    [Call]          ::= X(libc.malloc, libc.free, libc.memcpy)
    [Requires]      ::= X
}

component libc {
    [Title]    ::= "The C library"
    [Language] ::= C
    [API]      ::= (malloc, SYMB) (free, SYMB) (memcpy, SYMB)
}

# A vault: data without code. Only libcrypto may read it, and nobody may write it.
component tlskeys {
    [Title]    ::= "The server's private key"
    [Region]   ::= (private_key, OWN, 4 KiB)
    [Requires] ::= libcrypto(R, private_key)
}

# The weakness comes from the catalogue: CWE-125 lets the component read anything.
vulnerability CVE-2014-0160 : CWE-125 {
    [Title]   ::= "Heartbleed"
    [Source]  ::= "https://nvd.nist.gov/vuln/detail/CVE-2014-0160"
    [Affects] ::= libssl
}

# The strategy is `vulnerability`: all code is taken to do what it is meant to, but for the faults that are listed. (`safety` would
# take C at its worst everywhere, and ask for more.)
system https {
    [Components]      ::= server, libssl, libcrypto, libc, tlskeys
    [Mechanisms]      ::= mpk, process, asan, cfi, ssp
    [Strategy]        ::= vulnerability
    [Vulnerabilities] ::= CVE-2014-0160
    # Round figures of a server that is busy with TLS, to have something to weigh: not a measurement. Put yours in their place.
    [Clock]           ::= 2.2 GHz
    [Profile]         ::= (server, 30%) (libssl, 15%) (libcrypto, 45%) (libc, 10%) \
                          (server -> libssl, 50 k/s) (libssl -> libcrypto, 150 k/s) \
                          (server -> libc, 400 k/s) (libssl -> libc, 300 k/s) (libcrypto -> libc, 100 k/s)
}
