# A kernel guarded by CPU rings, and Meltdown (CVE-2017-5754), which reads through them.
#
# The fault: on the processors that have it, a load of the kernel's memory from user mode is refused only after its value has left
# a trace in the cache. Whoever runs code in user mode reads what is mapped there. (Sources: CVE-2017-5754; M. Lipp et al.,
# Meltdown: Reading Kernel Memory from User Space, USENIX Security 2018.) It is a fault of a mechanism, not of a component.
#
# The question: is what is deployed still safe, and what is the cheapest replacement?
#
#     mspec mitigate examples/meltdown --vuln CVE-2017-5754 --deployed examples/meltdown/deployed.json
#
# A fault of a mechanism needs somebody who makes use of it: `browser`, which is written in C and taken at its worst.

component browser {
    [Title]    ::= "Runs scripts of strangers"
    [Language] ::= C
    [Call]     ::= X(kernel.read, kernel.write)
}

component kernel {
    [Title]    ::= "The kernel"
    [Language] ::= C
    [API]      ::= (read, SYMB) (write, SYMB)
    [Requires] ::= X
}

# The kernel has it, and nobody else.
component pagecache {
    [Title]    ::= "What the kernel has read for others: passwords, keys, mail"
    [Region]   ::= (pages, OWN, 16 MiB)
    [Requires] ::= kernel(R, pages), kernel(W, pages)
}

# Reading crosses the rings, whoever is inside; writing and executing do not.
vulnerability CVE-2017-5754 {
    [Title]       ::= "Meltdown"
    [Source]      ::= "https://meltdownattack.com/meltdown.pdf"
    [Affects]     ::= mechanism rings
    [Boundary in] ::= R(*)
}

system desktop {
    [Components] ::= browser, kernel, pagecache
    [Mechanisms] ::= rings, rings-kpti
    [Clock]      ::= 3 GHz
    [Profile]    ::= (browser, 90%) (kernel, 10%) (browser -> kernel, 200 k/s)
}
