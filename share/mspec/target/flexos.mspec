# FlexOS: a unikernel whose libraries are put into compartments of one mechanism, and hardened one by one. Without a compartment of
# any mechanism everything is called directly (driver `fcalls`).

target flexos {
    [Title]    ::= "FlexOS"
    [Source]   ::= "https://github.com/project-flexos (unikraft, kraft)", \
                   "H. Lefeuvre et al., FlexOS: Towards Flexible OS Isolation, ASPLOS 2022"
    [Kconfig]  ::= "CONFIG_LIBFLEXOS=y"
    [Exclude]  ::= mpk with ept; mpk with flexos-ept; ept with flexos-ept; kasan with asan
    [Together] ::= uksched, ukschedcoop

    mechanism mpk {
        [Driver]   ::= "intel-pku"
        [Boundary] ::= R(shared), W(shared), X(*)
        [Limit]    ::= 15
        # a stack of its own for each compartment, as the gate's cost is for
        [Kconfig]  ::= "CONFIG_LIBFLEXOS_INTELPKU=y", "CONFIG_LIBFLEXOS_GATE_INTELPKU_PRIVATE_STACKS=y", \
                       "CONFIG_LIBFLEXOS_ENABLE_DSS=y"
    }

    # One window of memory is shared by all virtual machines, and not pair by pair.
    mechanism flexos-ept {
        [Driver]   ::= "vmept"
        [Boundary] ::= R(shared), W(shared), X(api)
        [Limit]    ::= 16
        [Kconfig]  ::= "CONFIG_LIBFLEXOS_VMEPT=y"
    }

    mechanism ept {
        [Driver]   ::= "vmept"
        [Boundary] ::= R(shared), W(shared), X(api)
        [Limit]    ::= 16
        [Kconfig]  ::= "CONFIG_LIBFLEXOS_VMEPT=y"
    }

    mechanism kasan {
        [Kconfig] ::= "CONFIG_LIBKASAN=y"
        [Flags]   ::= "-fsanitize=kernel-address"
    }

    # what FlexOS calls by this name is the same
    mechanism asan {
        [Kconfig] ::= "CONFIG_LIBKASAN=y"
        [Flags]   ::= "-fsanitize=kernel-address"
    }

    mechanism ubsan {
        [Kconfig] ::= "CONFIG_LIBUBSAN=y"
        [Flags]   ::= "-fsanitize=undefined"
    }

    mechanism ssp {
        [Kconfig] ::= "CONFIG_LIBUKSP=y", "CONFIG_STACKPROTECTOR_STRONG=y"
        [Flags]   ::= "-fstack-protector-strong"
    }

    # in a build with Clang
    mechanism cfi {
        [Flags] ::= "-flto", "-fvisibility=hidden", "-fsanitize=cfi"
    }
}
