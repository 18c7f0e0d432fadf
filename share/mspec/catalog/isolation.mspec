# What puts a boundary around compartments: it says what still crosses, and stops the rest.
#
# How to read these entries:
# - `in` is from outside to a member, `out` from a member to outside; one [Boundary] is both. A mechanism with one direction
#   only, or with two that differ, may leave components outside of all its compartments.
# - `granted` is memory mapped pair by pair, as the target's [Requires] says; `shared` is one window that all compartments see.
# - A boundary that lets `X(*)` cross does not stop a component from executing another's code with its own rights: who
#   requires that nobody does so needs control-flow hardening on the other side, or an address space.
# - [Gate] is one crossing by call, there and back, in cycles, by the slowest published variant that is in use.
# - What the mechanism does not see to itself stands in [Assumes]: mostly that the few instructions that move a boundary are not
#   found anywhere but in its gates.

# Inside one address space ----------------------------------------------------------------------------------------------

mechanism mpk {
    [Title]       ::= "Memory Protection Keys for user pages (PKU)"
    [Source]      ::= "Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3, Protection Keys", \
                      "H. Lefeuvre et al., FlexOS: Towards Flexible OS Isolation, ASPLOS 2022 (gate with data shadow stack 108 cycles, with shared stack 62; one of the 16 keys is the shared domain)"
    [Boundary]    ::= R(shared), W(shared), X(*)
    [Within]      ::= ept, flexos-ept, process, sev
    [Limit]       ::= 15
    [Granularity] ::= 4 KiB
    [Gate]        ::= 108 cycles
    [Assurance]   ::= enforces
    [Assumes]     ::= "the members' memory is on user pages", \
                      "no WRPKRU and no XRSTOR outside the gates, also not inside of other instructions, and nobody jumps to one in a gate with a value of his choice", \
                      "neither the kernel (system calls are filtered) nor a device (DMA) accesses pages for a compartment that may not"
    [Platform]    ::= arch x86_64; cpu pku
    [Conflicts]   ::= mpk-sealed, pks
}

# Its gates check the value that they load, and the binary is searched for others: no component can give itself a key, whatever
# it jumps to. It still guards data and not instruction fetch.
mechanism mpk-sealed : mpk {
    [Title]     ::= "Memory Protection Keys with sealed gates (ERIM)"
    [Source]    ::= "A. Vahldiek-Oberwagner et al., ERIM: Secure, Efficient In-process Isolation with Protection Keys (MPK), USENIX Security 2019 (below 1 % at 100 000 switches a second on a 2.6 GHz processor: at most 260 cycles each)"
    [Gate]      ::= 520 cycles
    [Assumes]   ::= "the members' memory is on user pages", \
                    "every WRPKRU and XRSTOR of the binary, also inside of other instructions, is followed by the gate's check or rewritten, and code that appears at run time is inspected", \
                    "neither the kernel (system calls are filtered) nor a device (DMA) accesses pages for a compartment that may not"
    [Conflicts] ::= mpk, pks
}

mechanism pks {
    [Title]       ::= "Memory Protection Keys for supervisor pages (PKS)"
    [Source]      ::= "Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3, Protection Keys", \
                      "Y. Guo et al., BULKHEAD: Secure, Scalable, and Efficient Kernel Compartmentalization with PKS, NDSS 2025 (2.44 % over applications with 160 kernel modules apart)"
    [Boundary]    ::= R(shared), W(shared), X(*)
    [Within]      ::= rings, rings-kpti, ept, flexos-ept, sev
    [Limit]       ::= 15
    [Granularity] ::= 4 KiB
    # The register of keys is written with WRMSR, without waiting for others: dearer than WRPKRU. The whole cost of the source is
    # taken for each member, since a figure for one crossing alone depends on the monitor in between.
    [Cost]        ::= runtime 2.44%
    [Assurance]   ::= enforces
    [Assumes]     ::= "members run in supervisor mode, with their memory on supervisor pages", \
                      "no WRMSR to IA32_PKRS outside the gates, and nobody jumps to one in a gate with a value of his choice", \
                      "page tables, interrupt frames and the registers CR0, CR3 and CR4 are out of the reach of members, and devices do no DMA for them"
    [Platform]    ::= arch x86_64; cpu pks
    [Conflicts]   ::= mpk, mpk-sealed
}

# Confines its members and guards nothing inside.
mechanism sfi {
    [Title]        ::= "Software Fault Isolation"
    [Source]       ::= "R. Wahbe et al., Efficient Software-Based Fault Isolation, SOSP 1993", \
                       "Z. Yedidia, Lightweight Fault Isolation: Practical, Efficient, and Secure Software Sandboxing, ASPLOS 2024 (7 % on ARM64) and its repository zyedidia/lfi (9 to 10 % on x86-64; calls of some tens of cycles)"
    [Boundary in]  ::= R(*), W(*), X(*)
    [Boundary out] ::= R(shared), W(shared), X(api)
    [Within]       ::= process, ept, flexos-ept, sev, rings, rings-kpti
    [Gate]         ::= 100 cycles
    [Cost]         ::= runtime 10%
    [Assurance]    ::= enforces
    [Assumes]      ::= "the verifier passes every instruction that runs in the compartment", \
                       "what is shared lies inside the sandbox's range of addresses", \
                       "trampolines lead to API symbols only"
    [Platform]     ::= arch x86_64, arm64
}

mechanism cheri {
    [Title]     ::= "CHERI compartments of capabilities"
    [Source]    ::= "R. N. M. Watson et al., Capability Hardware Enhanced RISC Instructions, UCAM-CL-TR-987, 2023", \
                    "Early performance results from the prototype Morello microarchitecture, UCAM-CL-TR-986, 2023 (14.97 % geometric mean over SPECint 2006 in pure-capability code)", \
                    "CHERIoT: compartment call about 400 cycles"
    [Boundary]  ::= R(granted), W(granted), X(granted)
    [Within]    ::= process, ept, flexos-ept, rings, rings-kpti
    [Gate]      ::= 400 cycles
    [Cost]      ::= runtime 14.97%
    [Assurance] ::= enforces
    [Assumes]   ::= "members are pure-capability code and hold no capability but those granted", \
                    "regions are aligned and padded so that their bounds can be represented", \
                    "capabilities that were taken back or belong to freed memory are revoked"
    [Platform]  ::= cpu cheri
}

# Address spaces --------------------------------------------------------------------------------------------------------

mechanism process {
    [Title]       ::= "Processes: an address space each, kept apart by the kernel"
    [Source]      ::= "Z. Yedidia et al., RFC: Lightweight Fault Isolation, LLVM forum, 2025 (switches between processes take thousands of cycles)", \
                      "published measurements of calls between processes on Linux lie between 2 000 and 10 000 cycles"
    [Boundary]    ::= R(granted), W(granted), X(api)
    [Within]      ::= ept, flexos-ept, sev, trustzone
    [Granularity] ::= 4 KiB
    [Gate]        ::= 10000 cycles
    [Assurance]   ::= enforces
    [Assumes]     ::= "the kernel is right, and is not asked to break the boundary (ptrace, /proc/PID/mem, shared descriptors)", \
                      "no device does DMA past the page tables"
}

mechanism ept {
    [Title]       ::= "Virtual machines by nested paging, memory shared pair by pair"
    [Source]      ::= "Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3, VMX Support for Address Translation", \
                      "H. Lefeuvre et al., FlexOS: Towards Flexible OS Isolation, ASPLOS 2022 (remote procedure call 462 cycles)"
    [Boundary]    ::= R(granted), W(granted), X(api)
    [Granularity] ::= 4 KiB
    [Gate]        ::= 462 cycles
    [Assurance]   ::= enforces
    [Assumes]     ::= "the hypervisor is right", "no device does DMA past the nested page tables"
    [Platform]    ::= arch x86_64, arm64, riscv64
}

mechanism flexos-ept {
    [Title]       ::= "Virtual machines by nested paging with one window that all share (FlexOS's vmept)"
    [Source]      ::= "H. Lefeuvre et al., FlexOS: Towards Flexible OS Isolation, ASPLOS 2022 (remote procedure call 462 cycles; up to 16 compartments)"
    [Boundary]    ::= R(shared), W(shared), X(api)
    [Limit]       ::= 16
    [Granularity] ::= 4 KiB
    [Gate]        ::= 462 cycles
    [Assurance]   ::= enforces
    [Assumes]     ::= "the hypervisor is right", "no device does DMA past the nested page tables"
    [Platform]    ::= arch x86_64, arm64, riscv64
}

# Privilege -------------------------------------------------------------------------------------------------------------

# The members are the kernel: guarded from what runs in user mode, which they may reach in every way. Only one compartment is
# privileged; the rest is told apart by processes.
mechanism rings {
    [Title]        ::= "CPU rings: kernel mode guarded from user mode"
    [Source]       ::= "Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3, Protection", \
                       "H. Lefeuvre et al., FlexOS: Towards Flexible OS Isolation, ASPLOS 2022 (Linux system call without KPTI 146 cycles)"
    [Boundary in]  ::= R(granted), W(granted), X(api)
    [Boundary out] ::= R(*), W(*), X(*)
    [Within]       ::= ept, flexos-ept, sev
    [Limit]        ::= 1
    [Granularity]  ::= 4 KiB
    [Gate]         ::= 146 cycles
    [Assurance]    ::= enforces
    [Assumes]      ::= "the processor does not leak kernel memory that stays mapped in user mode (Meltdown)", \
                       "no device does DMA past the page tables"
    [Conflicts]    ::= rings-kpti
}

mechanism rings-kpti : rings {
    [Title]     ::= "CPU rings with kernel page-table isolation"
    [Source]    ::= "Linux, Documentation/arch/x86/pti.rst", \
                    "H. Lefeuvre et al., FlexOS: Towards Flexible OS Isolation, ASPLOS 2022 (Linux system call with KPTI 470 cycles)"
    [Gate]      ::= 470 cycles
    [Assumes]   ::= "what stays mapped in user mode for entering the kernel holds no secret", \
                    "no device does DMA past the page tables"
    [Platform]  ::= arch x86_64, arm64
    [Conflicts] ::= rings
}

# Enclaves and worlds ---------------------------------------------------------------------------------------------------

# Guards its members from everybody outside, and nobody outside from them.
mechanism sgx {
    [Title]        ::= "Software Guard Extensions"
    [Source]       ::= "V. Costan and S. Devadas, Intel SGX Explained, IACR ePrint 2016/086", \
                       "O. Weisse et al., Regaining Lost Cycles with HotCalls, ISCA 2017 (call into an enclave about 8 600 cycles with a warm cache, 14 000 with a cold one)"
    [Boundary in]  ::= X(api)
    [Boundary out] ::= R(*), W(*), X(api)
    [Within]       ::= process, ept, flexos-ept
    [Granularity]  ::= 4 KiB
    [Gate]         ::= 14000 cycles
    [Assurance]    ::= enforces
    [Assumes]      ::= "members leave the enclave at their outgoing calls only, and check what comes back", \
                       "side channels and faults of the processor leak nothing (Foreshadow, LVI and their kin are mended)"
    [Platform]     ::= arch x86_64; cpu sgx
}

# Guards a virtual machine from the host; nested paging guards the host from it. What the members share is in clear for
# everybody outside, so `in` is one window; what outsiders share with them is mapped pair by pair.
mechanism sev {
    [Title]        ::= "Secure Encrypted Virtualization with nested paging integrity (SEV-SNP)"
    [Source]       ::= "AMD64 Architecture Programmer's Manual, volume 2, Secure Encrypted Virtualization", \
                       "AMD, SEV-SNP: Strengthening VM Isolation with Integrity Protection and More, 2020"
    [Boundary in]  ::= R(shared), W(shared), X(api)
    [Boundary out] ::= R(granted), W(granted), X(api)
    [Granularity]  ::= 4 KiB
    [Assurance]    ::= enforces
    [Assumes]      ::= "SNP is on: without it the host can write and remap what it cannot read", \
                       "the secure processor and its firmware are right", \
                       "side channels and ciphertext patterns leak nothing"
    # No figure for a crossing is stated: it is a world switch of the virtual machine; add the [Gate] that you measured.
    [Platform]     ::= arch x86_64; cpu sev-snp
}

mechanism trustzone {
    [Title]        ::= "TrustZone: the secure world guarded from the normal world"
    [Source]       ::= "Arm Architecture Reference Manual for A-profile (DDI 0487), security states", \
                       "J. Amacher and V. Schiavoni, On the Performance of ARM TrustZone, DAIS 2019"
    [Boundary in]  ::= X(api)
    [Boundary out] ::= R(*), W(*), X(api)
    [Limit]        ::= 1
    [Granularity]  ::= 4 KiB
    [Assurance]    ::= enforces
    [Assumes]      ::= "the secure world executes no code of the normal world's memory (SCR_EL3.SIF)", \
                       "the address space controller keeps the normal world and its devices out of secure memory", \
                       "the monitor is right"
    # No figure for a crossing is stated: published ones differ by two orders of magnitude between boards; add your own [Gate].
    [Platform]     ::= arch arm64, arm
}

# Small systems and devices ---------------------------------------------------------------------------------------------

mechanism mpu {
    [Title]       ::= "Memory Protection Unit, switched between compartments"
    [Source]      ::= "Armv8-M Architecture Reference Manual (DDI 0553), PMSAv8 (regions in steps of 32 bytes, commonly 8 or 16)", \
                      "A. A. Clements et al., ACES: Automatic Compartments for Embedded Systems, USENIX Security 2018"
    [Boundary]    ::= R(granted), W(granted), X(api)
    [Within]      ::= trustzone
    [Granularity] ::= 32 B
    [Assurance]   ::= enforces
    [Assumes]     ::= "members run unprivileged, and only the code that switches compartments is privileged", \
                      "all that one compartment may reach fits the regions of the unit at once", \
                      "no device does DMA past the unit"
    # No figure for a crossing is stated: it is an exception and as many registers as there are regions; add your own [Gate].
    [Platform]    ::= arch armv8-m
}

# The members are devices: what they reach by DMA is what is mapped for them. The processor may do to a device what it likes. Code that
# runs on the processor does not pass the unit and is not held by it, and a device is not held by what holds code: hence the mark,
# which only devices can have. Write a device as
#
#     component nic { [Language] ::= Device  [Hardened] ::= dma-device }
#
# so that it cannot be put where it would not be held.
mechanism dma-device {
    [Title]     ::= "The mark of a device: changes nothing, lets it be behind an IOMMU and nowhere else"
    [Source]    ::= "Intel Virtualization Technology for Directed I/O, Architecture Specification"
    [Applies]   ::= Device
    [Transform] ::= R(*) -> R(*), W(*) -> W(*)
    [Assurance] ::= enforces
    [Assumes]   ::= "every device of the system that does DMA is a component with this mark"
    [Conflicts] ::= mpk, mpk-sealed, pks, sfi, cheri, process, ept, flexos-ept, rings, rings-kpti, sgx, sev, \
                    trustzone, mpu
}

mechanism iommu {
    [Title]        ::= "IOMMU: devices reach memory by DMA only where it is mapped for them"
    [Source]       ::= "Intel Virtualization Technology for Directed I/O, Architecture Specification", \
                       "A. Markuze et al., True IOMMU Protection from DMA Attacks, ASPLOS 2016"
    [Boundary in]  ::= R(*), W(*), X(*)
    [Boundary out] ::= R(granted), W(granted), X(api)
    [Needs]        ::= dma-device
    [Granularity]  ::= 4 KiB
    [Assurance]    ::= enforces
    [Assumes]      ::= "mappings are taken back before memory is used again (strict mode)", \
                       "buffers share no page with anything else", \
                       "interrupts are remapped, and translation requests of devices (ATS) are not trusted", \
                       "it is on before devices are"
    # No figure for a crossing is stated: mapping and taking back costs by buffer and mode; add your own [Gate].
}
