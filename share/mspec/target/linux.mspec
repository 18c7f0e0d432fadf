# The Linux kernel, 6.1: its parts share one protection domain, and what hardens them is switched on for the whole kernel and off
# again for single directories and objects. Options that exclude each other do so for all of the kernel: hence [Exclude].
#
# The mechanisms that are declared here bound nothing: they can be required ([Use]) and forbidden, and they exclude others.

target linux {
    [Title]   ::= "Linux 6.1"
    [Source]  ::= "Linux 6.1: lib/Kconfig.kasan, lib/Kconfig.kcsan, lib/Kconfig.kmsan, lib/Kconfig.ubsan, arch/Kconfig, init/Kconfig, security/Kconfig.hardening", \
                  "Linux 6.1: scripts/Makefile.lib (knobs of objects and directories)"
    [Exclude] ::= kasan with kasan-vmalloc; kasan with kasan-sw-tags; kasan with kasan-hw-tags; \
                  kasan-vmalloc with kasan-sw-tags; kasan-vmalloc with kasan-hw-tags; \
                  kasan-sw-tags with kasan-hw-tags; kasan with vmap-stack; kcsan with kasan; \
                  kcsan with kasan-vmalloc; kcsan with kasan-sw-tags; kcsan with kasan-hw-tags; \
                  kmsan with kasan; kmsan with kasan-vmalloc; kmsan with kasan-sw-tags; \
                  kmsan with kasan-hw-tags; kmsan with kcsan; init-on-alloc with kmsan; \
                  init-on-free with kmsan; init-stack with kmsan; lto with kasan; lto with kasan-vmalloc; \
                  lto with kasan-sw-tags; Rust with kcfi; Rust with randstruct; Rust with stackleak; \
                  Rust with scs; Rust-unsafe with kcfi; Rust-unsafe with randstruct; \
                  Rust-unsafe with stackleak; Rust-unsafe with scs; lto with stackleak; kcfi with stackleak

    # The kernel itself against user space. Between parts of the kernel it builds no boundary.
    mechanism rings { [Title] ::= "user mode and kernel mode" }
    mechanism rings-kpti { [Kconfig] ::= "CONFIG_PAGE_TABLE_ISOLATION=y" }
    mechanism process { [Title] ::= "processes of user space" }

    mechanism iommu {
        [Kconfig] ::= "CONFIG_IOMMU_SUPPORT=y", "CONFIG_INTEL_IOMMU=y", "CONFIG_INTEL_IOMMU_DEFAULT_ON=y", \
                      "CONFIG_AMD_IOMMU=y", "CONFIG_IOMMU_DEFAULT_DMA_STRICT=y"
    }

    mechanism dma-device { [Title] ::= "a device" }

    mechanism kasan {
        [Kconfig] ::= "CONFIG_KASAN=y", "CONFIG_KASAN_GENERIC=y", "CONFIG_KASAN_VMALLOC=n"
        [Knob]    ::= "KASAN_SANITIZE"
    }

    mechanism kasan-vmalloc {
        [Kconfig] ::= "CONFIG_KASAN=y", "CONFIG_KASAN_GENERIC=y", "CONFIG_KASAN_VMALLOC=y"
        [Knob]    ::= "KASAN_SANITIZE"
    }

    mechanism kasan-sw-tags {
        [Kconfig] ::= "CONFIG_KASAN=y", "CONFIG_KASAN_SW_TAGS=y", "CONFIG_KASAN_VMALLOC=y"
        [Knob]    ::= "KASAN_SANITIZE"
    }

    mechanism kasan-hw-tags {
        [Kconfig] ::= "CONFIG_KASAN=y", "CONFIG_KASAN_HW_TAGS=y", "CONFIG_KASAN_VMALLOC=y"
    }

    mechanism ubsan {
        [Kconfig] ::= "CONFIG_UBSAN=y", "CONFIG_UBSAN_TRAP=y", "CONFIG_UBSAN_BOUNDS=y", \
                      "CONFIG_UBSAN_SHIFT=y", "CONFIG_UBSAN_SANITIZE_ALL=y"
        [Knob]    ::= "UBSAN_SANITIZE"
    }

    mechanism kcfi {
        [Kconfig]   ::= "CONFIG_CFI_CLANG=y", "CONFIG_CFI_PERMISSIVE=n"
        [Flags]     ::= "-fsanitize=kcfi"
        [Flags off] ::= "-fno-sanitize=kcfi"
    }

    mechanism ssp {
        [Kconfig]   ::= "CONFIG_STACKPROTECTOR=y", "CONFIG_STACKPROTECTOR_STRONG=y"
        [Flags]     ::= "-fstack-protector-strong"
        [Flags off] ::= "-fno-stack-protector"
    }

    mechanism scs {
        [Kconfig]   ::= "CONFIG_SHADOW_CALL_STACK=y"
        [Flags off] ::= "-fno-sanitize=shadow-call-stack"
    }

    mechanism pac {
        [Kconfig]   ::= "CONFIG_ARM64_PTR_AUTH=y", "CONFIG_ARM64_PTR_AUTH_KERNEL=y"
        [Flags off] ::= "-mbranch-protection=none"
    }

    mechanism cet-ibt {
        [Kconfig]   ::= "CONFIG_X86_KERNEL_IBT=y"
        [Flags off] ::= "-fcf-protection=none"
    }

    mechanism vmap-stack { [Kconfig] ::= "CONFIG_VMAP_STACK=y" }

    mechanism kcsan {
        [Kconfig] ::= "CONFIG_KCSAN=y"
        [Knob]    ::= "KCSAN_SANITIZE"
    }

    mechanism kmsan {
        [Kconfig] ::= "CONFIG_KMSAN=y"
        [Knob]    ::= "KMSAN_SANITIZE"
    }

    mechanism init-on-alloc { [Kconfig] ::= "CONFIG_INIT_ON_ALLOC_DEFAULT_ON=y" }
    mechanism init-on-free { [Kconfig] ::= "CONFIG_INIT_ON_FREE_DEFAULT_ON=y" }
    mechanism init-stack { [Kconfig] ::= "CONFIG_INIT_STACK_ALL_ZERO=y" }
    mechanism randstruct { [Kconfig] ::= "CONFIG_RANDSTRUCT_FULL=y" }
    mechanism stackleak { [Kconfig] ::= "CONFIG_GCC_PLUGINS=y", "CONFIG_GCC_PLUGIN_STACKLEAK=y" }
    mechanism lto { [Kconfig] ::= "CONFIG_LTO_CLANG_FULL=y" }
    mechanism fortify { [Kconfig] ::= "CONFIG_FORTIFY_SOURCE=y" }
}

# KASAN without shadow for what vmalloc maps takes away stacks that are mapped so; with it, both are there.
mechanism kasan-vmalloc : kasan {
    [Title]     ::= "Kernel Address Sanitizer, generic mode, with shadow for vmalloc"
    [Source]    ::= "Linux 6.1, lib/Kconfig.kasan (KASAN_VMALLOC), arch/Kconfig (VMAP_STACK); costs as generic mode"
    [Conflicts] ::= kasan, kasan-sw-tags, kasan-hw-tags, asan, hwasan, safestack
}

mechanism vmap-stack {
    [Title]     ::= "Kernel stacks with guard pages: bounds nothing"
    [Source]    ::= "Linux 6.1, arch/Kconfig (VMAP_STACK)"
    [Transform] ::= R(*) -> R(*), W(*) -> W(*)
}

mechanism kcsan {
    [Title]     ::= "Kernel Concurrency Sanitizer: finds races, bounds nothing"
    [Source]    ::= "Linux 6.1, lib/Kconfig.kcsan"
    [Transform] ::= R(*) -> R(*), W(*) -> W(*)
    [Platform]  ::= compiler clang, gcc >= 11
}

mechanism kmsan {
    [Title]     ::= "Kernel Memory Sanitizer: finds uses of uninitialised memory, bounds nothing"
    [Source]    ::= "Linux 6.1, lib/Kconfig.kmsan"
    [Transform] ::= R(*) -> R(*), W(*) -> W(*)
    [Platform]  ::= arch x86_64; compiler clang >= 14
}

mechanism init-on-alloc {
    [Title]     ::= "Memory is zeroed when it is allocated: bounds nothing"
    [Source]    ::= "Linux 6.1, security/Kconfig.hardening"
    [Transform] ::= R(*) -> R(*), W(*) -> W(*)
}

mechanism init-on-free {
    [Title]     ::= "Memory is zeroed when it is freed: bounds nothing"
    [Source]    ::= "Linux 6.1, security/Kconfig.hardening"
    [Transform] ::= R(*) -> R(*), W(*) -> W(*)
}

mechanism init-stack {
    [Title]     ::= "Variables on the stack are zeroed: bounds nothing"
    [Source]    ::= "Linux 6.1, security/Kconfig.hardening (INIT_STACK_ALL_ZERO)"
    [Transform] ::= R(*) -> R(*), W(*) -> W(*)
}

mechanism randstruct {
    [Title]     ::= "Structures are laid out at random: bounds nothing"
    [Source]    ::= "Linux 6.1, security/Kconfig.hardening (RANDSTRUCT); excluded by RUST, init/Kconfig"
    [Transform] ::= R(*) -> R(*), W(*) -> W(*)
}

mechanism stackleak {
    [Title]     ::= "Kernel stacks are cleared before returning to user mode: bounds nothing"
    [Source]    ::= "Linux 6.1, security/Kconfig.hardening (a plug-in of GCC)"
    [Transform] ::= R(*) -> R(*), W(*) -> W(*)
    [Platform]  ::= compiler gcc
}

mechanism lto {
    [Title]     ::= "Link-time optimisation with Clang: bounds nothing"
    [Source]    ::= "Linux 6.1, arch/Kconfig (LTO_CLANG)"
    [Transform] ::= R(*) -> R(*), W(*) -> W(*)
    [Platform]  ::= compiler clang
}

mechanism fortify {
    [Title]     ::= "Checked copies between buffers whose size is known: bounds nothing"
    [Source]    ::= "Linux 6.1, security/Kconfig.hardening (FORTIFY_SOURCE)"
    [Transform] ::= R(*) -> R(*), W(*) -> W(*)
}
