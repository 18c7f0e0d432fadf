# A web server as a unikernel in the cloud. Several systems: what hardware and which mechanisms there are, what counts, and who
# may be with whom.

component nginx {
    [Language] ::= C
    [Size]     ::= 900 KiB
    [Region]   ::= (conf, OWN, 16 KiB) (bufs, SHARED, 256 KiB)
    [API]      ::= (handle, SYMB)
    [Call]     ::= X(libssl.ssl_read, libssl.ssl_write, lwip.send, lwip.recv, vfs.open, vfs.read, log.write_line)
    [Requires] ::= X, R
}
component libssl {
    [Language]      ::= C
    [Size]          ::= 600 KiB
    [API]           ::= (ssl_read, SYMB) (ssl_write, SYMB)
    [Memory Access] ::= R(own, shared, keys.private_key), W(own, shared)
    [Call]          ::= X(alloc.malloc, alloc.free, random.bytes)
    [Requires]      ::= X
}
component keys {
    [Region]   ::= (private_key, OWN, 4 KiB) (certificates, SHARED, 8 KiB)
    [Requires] ::= libssl(R, private_key), *(R, certificates)
}
component random {
    [Language] ::= SPARK
    [Size]     ::= 20 KiB
    [API]      ::= (bytes, SYMB)
    [Requires] ::= X
}
component lwip {
    [Language] ::= C
    [Size]     ::= 300 KiB
    [Region]   ::= (ring, SHARED, 64 KiB)
    [API]      ::= (send, SYMB) (recv, SYMB) (input, SYMB)
    [Call]     ::= X(netdev.xmit, alloc.malloc, alloc.free, sched.block)
}
component netdev {
    [Language]      ::= C
    [Size]          ::= 80 KiB
    [API]           ::= (xmit, SYMB) (irq, SYMB)
    [Memory Access] ::= R(own, lwip.ring), W(own, lwip.ring)
    [Call]          ::= X(lwip.input)
}
component sched {
    [Language]      ::= Dafny
    [Size]          ::= 40 KiB
    [Memory Access] ::= R, W
    [API]           ::= (block, SYMB) (wake, SYMB) (yield, SYMB)
    [Requires]      ::= X
}
component alloc {
    [Language] ::= C
    [Size]     ::= 60 KiB
    [Region]   ::= (heap, SHARED, 4 MiB)
    [API]      ::= (malloc, SYMB) (free, SYMB)
}
component vfs {
    [Language] ::= C
    [Size]     ::= 200 KiB
    [API]      ::= (open, SYMB) (read, SYMB) (write, SYMB)
    [Call]     ::= X(ramfs.lookup, alloc.malloc, alloc.free)
    [Requires] ::= R, X
}
component ramfs {
    [Language] ::= C
    [Size]     ::= 90 KiB
    [API]      ::= (lookup, SYMB)
    [Call]     ::= X(alloc.malloc)
}
component log {
    [Language]      ::= Rust
    [Size]          ::= 120 KiB
    [API]           ::= (write_line, SYMB)
    [Memory Access] ::= R(own, shared), W(own, journal.tail)
    [Call]          ::= X(vfs.write)
}
component journal {
    [Region]   ::= (tail, OWN, 64 KiB)
    [Requires] ::= log(W, tail), R
}
component metrics {
    [Language] ::= Go
    [Size]     ::= 3 MiB
    [Call]     ::= X(lwip.send, vfs.read)
    [Requires] ::= R, X
}
component sessions {
    [Language] ::= C++
    [Size]     ::= 500 KiB
    [Region]   ::= (tokens, OWN, 32 KiB)
    [API]      ::= (find, SYMB) (put, SYMB)
    [Call]     ::= X(alloc.malloc, random.bytes)
    [Requires] ::= X
}
component app {
    [Language] ::= C++
    [Size]     ::= 2 MiB
    [Call]     ::= X(nginx.handle, sessions.find, sessions.put, log.write_line, json.parse)
}
component json {
    [Language] ::= C
    [Size]     ::= 70 KiB
    [API]      ::= (parse, SYMB)
    [Call]     ::= X(alloc.malloc, alloc.free)
}

vulnerability CVE-json : CWE-787 { [Affects] ::= json }
vulnerability CVE-ssl : CWE-125 { [Affects] ::= libssl }

# EPT, keys and enclaves, with sanitizers.
system enclaves {
    [Components] ::= nginx, libssl, keys, random, lwip, netdev, sched, alloc, vfs, ramfs, log, journal, metrics, sessions, app, json
    [Mechanisms] ::= ept, mpk, sgx, asan, ssp, cfi
    [Clock]      ::= 2.4 GHz
    [Profile]    ::= (nginx, 14%) (libssl, 18%) (random, 1%) (lwip, 15%) (netdev, 6%) (sched, 3%) (alloc, 7%) (vfs, 4%) (ramfs, 2%) \
                     (log, 2%) (metrics, 3%) (sessions, 5%) (app, 16%) (json, 4%) \
                     (nginx -> libssl, 400 k/s) (nginx -> lwip, 350 k/s) (nginx -> vfs, 60 k/s) (nginx -> log, 40 k/s) \
                     (libssl -> alloc, 500 k/s) (libssl -> random, 20 k/s) (lwip -> netdev, 300 k/s) (netdev -> lwip, 320 k/s) \
                     (lwip -> alloc, 600 k/s) (lwip -> sched, 90 k/s) (vfs -> ramfs, 80 k/s) (vfs -> alloc, 50 k/s) (ramfs -> alloc, 20 k/s) \
                     (log -> vfs, 30 k/s) (metrics -> lwip, 1 k/s) (metrics -> vfs, 1 k/s) (sessions -> alloc, 60 k/s) \
                     (app -> nginx, 100 k/s) (app -> sessions, 80 k/s) (app -> json, 90 k/s) (app -> log, 30 k/s) (json -> alloc, 300 k/s)
    [Minimise]   ::= runtime, compartments
}
# The whole catalogue.
system everything {
    [Components] ::= nginx, libssl, keys, random, lwip, netdev, sched, alloc, vfs, ramfs, log, journal, metrics, sessions, app, json
    [Platform]   ::= arch x86_64; compiler clang 17; cpu pku, sgx, ibt, shstk
    [Clock]      ::= 2.4 GHz
    [Profile]    ::= (nginx, 14%) (libssl, 18%) (random, 1%) (lwip, 15%) (netdev, 6%) (sched, 3%) (alloc, 7%) (vfs, 4%) (ramfs, 2%) \
                     (log, 2%) (metrics, 3%) (sessions, 5%) (app, 16%) (json, 4%) \
                     (nginx -> libssl, 400 k/s) (nginx -> lwip, 350 k/s) (nginx -> vfs, 60 k/s) (nginx -> log, 40 k/s) \
                     (libssl -> alloc, 500 k/s) (libssl -> random, 20 k/s) (lwip -> netdev, 300 k/s) (netdev -> lwip, 320 k/s) \
                     (lwip -> alloc, 600 k/s) (lwip -> sched, 90 k/s) (vfs -> ramfs, 80 k/s) (vfs -> alloc, 50 k/s) (ramfs -> alloc, 20 k/s) \
                     (log -> vfs, 30 k/s) (metrics -> lwip, 1 k/s) (metrics -> vfs, 1 k/s) (sessions -> alloc, 60 k/s) \
                     (app -> nginx, 100 k/s) (app -> sessions, 80 k/s) (app -> json, 90 k/s) (app -> log, 30 k/s) (json -> alloc, 300 k/s)
    [Minimise]   ::= runtime, compartments
}
# The whole catalogue, and nothing is said of the machine or of costs.
system unsaid {
    [Components] ::= nginx, libssl, keys, random, lwip, netdev, sched, alloc, vfs, ramfs, log, journal, metrics, sessions, app, json
}
# Memory counts first.
system small {
    [Components] ::= nginx, libssl, keys, random, lwip, netdev, sched, alloc, vfs, ramfs, log, journal, metrics, sessions, app, json
    [Mechanisms] ::= process, mpk, sgx, asan, hwasan, kasan, ssp, cfi, safestack
    [Minimise]   ::= memory, compartments, transformations
}
# One set of hardening for each compartment, as FlexOS has it.
system flexos {
    [Components] ::= nginx, libssl, keys, random, lwip, netdev, sched, alloc, vfs, ramfs, log, journal, metrics, sessions, app, json
    [Mechanisms] ::= mpk, flexos-ept, kasan, ssp, cfi
    [Hardening]  ::= per compartment
    [Forbid]     ::= mpk with flexos-ept
    [Clock]      ::= 2.2 GHz
    [Profile]    ::= (nginx, 14%) (libssl, 18%) (random, 1%) (lwip, 15%) (netdev, 6%) (sched, 3%) (alloc, 7%) (vfs, 4%) (ramfs, 2%) \
                     (log, 2%) (metrics, 3%) (sessions, 5%) (app, 16%) (json, 4%) \
                     (nginx -> libssl, 400 k/s) (nginx -> lwip, 350 k/s) (nginx -> vfs, 60 k/s) (nginx -> log, 40 k/s) \
                     (libssl -> alloc, 500 k/s) (libssl -> random, 20 k/s) (lwip -> netdev, 300 k/s) (netdev -> lwip, 320 k/s) \
                     (lwip -> alloc, 600 k/s) (lwip -> sched, 90 k/s) (vfs -> ramfs, 80 k/s) (vfs -> alloc, 50 k/s) (ramfs -> alloc, 20 k/s) \
                     (log -> vfs, 30 k/s) (metrics -> lwip, 1 k/s) (metrics -> vfs, 1 k/s) (sessions -> alloc, 60 k/s) \
                     (app -> nginx, 100 k/s) (app -> sessions, 80 k/s) (app -> json, 90 k/s) (app -> log, 30 k/s) (json -> alloc, 300 k/s)
    [Minimise]   ::= runtime, compartments, transformations
}
# Two faults that are known, what the language promises is believed, and people who want to have a say.
system faults {
    [Components] ::= nginx, libssl, keys, random, lwip, netdev, sched, alloc, vfs, ramfs, log, journal, metrics, sessions, app, json
    [Mechanisms] ::= ept, process, mpk, sfi, asan, ssp, cfi
    [Strategy]   ::= vulnerability
    [Vulnerabilities] ::= CVE-json, CVE-ssl
    [Together]   ::= vfs, ramfs; lwip, netdev
    [Apart]      ::= app, libssl; metrics, sessions
    [Forbid]     ::= asan on lwip
    [Clock]      ::= 2.4 GHz
    [Profile]    ::= (nginx, 14%) (libssl, 18%) (random, 1%) (lwip, 15%) (netdev, 6%) (sched, 3%) (alloc, 7%) (vfs, 4%) (ramfs, 2%) \
                     (log, 2%) (metrics, 3%) (sessions, 5%) (app, 16%) (json, 4%) \
                     (nginx -> libssl, 400 k/s) (nginx -> lwip, 350 k/s) (nginx -> vfs, 60 k/s) (nginx -> log, 40 k/s) \
                     (libssl -> alloc, 500 k/s) (libssl -> random, 20 k/s) (lwip -> netdev, 300 k/s) (netdev -> lwip, 320 k/s) \
                     (lwip -> alloc, 600 k/s) (lwip -> sched, 90 k/s) (vfs -> ramfs, 80 k/s) (vfs -> alloc, 50 k/s) (ramfs -> alloc, 20 k/s) \
                     (log -> vfs, 30 k/s) (metrics -> lwip, 1 k/s) (metrics -> vfs, 1 k/s) (sessions -> alloc, 60 k/s) \
                     (app -> nginx, 100 k/s) (app -> sessions, 80 k/s) (app -> json, 90 k/s) (app -> log, 30 k/s) (json -> alloc, 300 k/s)
    [Budget]     ::= compartments 8
    [Minimise]   ::= runtime, compartments
}
