# Modules of the Linux kernel, and CVE-2024-1086 in one of them.
#
# The fault: nft_verdict_init() of nf_tables took positive values for the error of a dropped packet, so that nf_hook_slow() could
# free a packet's buffer twice; what follows is a use after free. Kernels from 3.15 up to 6.8-rc1, mended by the commit
# f342de4e2f33e0e39165d8639387aa6c19dff660. (Sources: CVE-2024-1086, of Google as the numbering authority, with CWE-416; the
# commit. CISA lists it among those that are used in attacks.)
#
# The question: which boundary inside the kernel keeps a module's fault away from who is root and from what the disk holds?
#
#     mspec mitigate examples/nf_tables --vuln CVE-2024-1086 --deployed examples/nf_tables/deployed.json
#
# The modules and what they call are simplified. That a kernel's module can be put behind an address space of its own is what
# research systems do (Lightweight Virtualized Domains, VEE 2020) and no distribution ships.

component nf_tables {
    [Title]         ::= "The packet filter"
    [Language]      ::= C
    [Origin]        ::= "pkg:generic/linux@6.1.50#net/netfilter/nf_tables"
    [Memory Access] ::= R(own, shared), W(own, net.skb)
    [API]           ::= (nft_do_chain, SYMB)
    [Call]          ::= X(core.kmalloc, core.kfree, net.kfree_skb)
}

component net {
    [Title]    ::= "The network core, with the packets' buffers"
    [Language] ::= C
    [Origin]   ::= "pkg:generic/linux@6.1.50#net/core"
    [Region]   ::= (skb, SHARED, 1 MiB)
    [API]      ::= (kfree_skb, SYMB)
    [Call]     ::= X(core.kmalloc, core.kfree, nf_tables.nft_do_chain)
}

component ext4 {
    [Title]    ::= "A file system"
    [Language] ::= C
    [Origin]   ::= "pkg:generic/linux@6.1.50#fs/ext4"
    [Call]     ::= X(core.kmalloc, core.kfree)
    [Requires] ::= X
}

component core {
    [Title]         ::= "Scheduler, memory, and who may do what"
    [Language]      ::= C
    [Origin]        ::= "pkg:generic/linux@6.1.50#kernel"
    [Memory Access] ::= R(own, shared, creds.cred), W(own, creds.cred)
    [API]           ::= (kmalloc, SYMB) (kfree, SYMB)
    [Requires]      ::= X
}

# Data without code: overwrite it, and you are root.
component creds {
    [Title]    ::= "The credentials of processes"
    [Region]   ::= (cred, OWN, 64 KiB)
    [Requires] ::= core(R, cred), core(W, cred)
}

vulnerability CVE-2024-1086 : CWE-416 {
    [Title]   ::= "nf_tables: use after free by a drop verdict with an error of the caller's choice"
    [Source]  ::= "https://nvd.nist.gov/vuln/detail/CVE-2024-1086", "https://git.kernel.org/linus/f342de4e2f33e0e39165d8639387aa6c19dff660"
    [Affects] ::= nf_tables
}

system kernel {
    [Components] ::= nf_tables, net, ext4, core, creds
    [Mechanisms] ::= pks, ept, kasan, kcfi, scs
    [Strategy]   ::= vulnerability
    # Round figures of a busy router, to have something to weigh: not a measurement.
    [Clock]      ::= 3 GHz
    [Profile]    ::= (nf_tables, 20%) (net, 50%) (ext4, 5%) (core, 25%) (net -> nf_tables, 600 k/s) \
                     (nf_tables -> core, 20 k/s) (net -> core, 900 k/s) (ext4 -> core, 10 k/s)
}
