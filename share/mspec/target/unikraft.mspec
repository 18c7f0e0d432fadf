# Unikraft as it is today (0.17): one protection domain, with hardening that is compiled into the whole image. A library that is not
# to have it takes it off for itself.

target unikraft {
    [Title]  ::= "Unikraft"
    [Source] ::= "https://github.com/unikraft/unikraft, 0.17 (lib/uksp, lib/ubsan, arch/arm/arm64/Config.uk, support/build/Makefile.rules)"

    # The canary is a constant of the image unless it is asked to be random; one that everybody knows guards nothing.
    mechanism ssp {
        [Kconfig]   ::= "CONFIG_LIBUKSP=y", "CONFIG_STACKPROTECTOR_STRONG=y", \
                        "CONFIG_LIBUKSP_VALUE_RANDOM=y"
        [Flags off] ::= "-fno-stack-protector"
    }

    mechanism ubsan {
        [Kconfig]   ::= "CONFIG_LIBUBSAN=y", "CONFIG_LIBUBSAN_GLOBAL_ON=y", "CONFIG_LIBUBSAN_ABORT=y"
        [Flags off] ::= "-fno-sanitize=undefined"
    }

    mechanism pac {
        [Kconfig]   ::= "CONFIG_ARM64_FEAT_PAUTH=y"
        [Flags off] ::= "-mbranch-protection=none"
    }
}
