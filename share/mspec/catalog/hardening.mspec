# What is compiled into one component, or switched on for it: it narrows what the component may do, and separates nobody.
#
# How to read these entries:
# - A transformation is claimed only for the edge that the mechanism guards. Forward edges (calls and jumps through pointers) are
#   `X.call`, backward edges (returns) `X.return`; a component that may still jump anywhere over the other edge is bounded by
#   nothing, and MSpec reasons so. Memory checks alone do not make C safe, and neither does one edge.
# - Schemes that check the class of a target and not the target itself (a function's type, a landing pad) are taken to `api`,
#   not to `intent`: they do not know which of the functions this component is meant to call.
# - What the mechanism needs so that its claim is true stands in [Assumes], and is printed with every configuration that uses it.
# - `detects` stops the program at the bad access; `probabilistic` can be missed by luck, or by who has learnt a secret.
# - Costs are means over the benchmarks of their source, upper ends where the source gives a range. Your own measurement is
#   better: redefine the entry, or set [Cost] anew in one that has it as its parent.

# Memory ----------------------------------------------------------------------------------------------------------------

mechanism asan {
    [Title]     ::= "AddressSanitizer"
    [Source]    ::= "K. Serebryany et al., AddressSanitizer: A Fast Address Sanity Checker, USENIX ATC 2012 (SPEC CPU2006: 1.73 x time, 3.37 x memory)"
    [Applies]   ::= C, C++
    [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)
    [Assurance] ::= detects
    [Assumes]   ::= "the component runs in a user process, with the sanitizer's run-time library", \
                    "all code of the component is instrumented", \
                    "a bad access lands in a red zone, in freed memory still in quarantine, or in unmapped shadow: one that leaps into another live object is not seen", \
                    "the shadow memory is not written"
    [Platform]  ::= compiler clang, gcc
    [Conflicts] ::= hwasan, kasan, kasan-sw-tags, kasan-hw-tags, safestack, mte
    [Cost]      ::= runtime 73%, memory 237%
}

mechanism hwasan {
    [Title]     ::= "Hardware-assisted AddressSanitizer"
    [Source]    ::= "Android Open Source Project, Security, HWAddressSanitizer (about 2 x time, 10 to 35 % memory)", \
                    "K. Serebryany et al., Memory Tagging and how it improves C/C++ memory safety, 2018"
    [Applies]   ::= C, C++
    [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)
    [Assurance] ::= probabilistic
    [Assumes]   ::= "all code of the component is instrumented", \
                    "the 8-bit tags of pointer and memory differ: one bad access in 256 is missed", \
                    "tags are not learnt and forged"
    [Platform]  ::= arch arm64; compiler clang, gcc
    [Conflicts] ::= asan, kasan, kasan-sw-tags, kasan-hw-tags, safestack
    [Cost]      ::= runtime 100%, memory 35%
}

mechanism kasan {
    [Title]     ::= "Kernel Address Sanitizer, generic mode"
    [Source]    ::= "Linux, lib/Kconfig.kasan (about 3 x time; an eighth of memory, and about 50 % on dynamic allocations) and Documentation/dev-tools/kasan.rst"
    [Applies]   ::= C, C++
    [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)
    [Assurance] ::= detects
    [Assumes]   ::= "the component is part of a kernel that has KASAN", \
                    "all code of the component is instrumented (KASAN_SANITIZE)", \
                    "a report stops the system (kasan.fault=panic)", \
                    "a bad access lands in a red zone or in freed memory still in quarantine: one that leaps into another live object is not seen", \
                    "the shadow memory is not written"
    [Platform]  ::= compiler clang, gcc
    [Conflicts] ::= kasan-sw-tags, kasan-hw-tags, asan, hwasan, safestack
    [Cost]      ::= runtime 200%, memory 62.5%
}

mechanism kasan-sw-tags {
    [Title]     ::= "Kernel Address Sanitizer, software tags"
    [Source]    ::= "Linux, lib/Kconfig.kasan (a sixteenth of memory, and about 20 % on dynamic allocations) and Documentation/dev-tools/kasan.rst", \
                    "time as HWASan, whose instrumentation it is (Android Open Source Project: about 2 x)"
    [Applies]   ::= C, C++
    [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)
    [Assurance] ::= probabilistic
    [Assumes]   ::= "the component is part of a kernel that has KASAN", \
                    "all code of the component is instrumented (KASAN_SANITIZE)", \
                    "a report stops the system (kasan.fault=panic)", \
                    "the 8-bit tags of pointer and memory differ", "tags are not learnt and forged"
    [Platform]  ::= arch arm64; compiler clang, gcc >= 11
    [Conflicts] ::= kasan, kasan-hw-tags, asan, hwasan, safestack, mte
    [Cost]      ::= runtime 100%, memory 26.25%
}

mechanism kasan-hw-tags {
    [Title]     ::= "Kernel Address Sanitizer, hardware tags"
    [Source]    ::= "Linux, Documentation/dev-tools/kasan.rst", \
                    "costs as those of the Memory Tagging Extension that it uses"
    [Applies]   ::= C, C++
    [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)
    [Assurance] ::= probabilistic
    [Assumes]   ::= "the component is part of a kernel that has KASAN", \
                    "synchronous mode, and a report stops the system (kasan.mode=sync, kasan.fault=panic)", \
                    "the 4-bit tags of pointer and memory differ: one bad access in 15 is missed", \
                    "tags are not learnt and forged", \
                    "every allocation in question comes from the tagging allocators: stack and globals are not tagged"
    [Platform]  ::= arch arm64; cpu mte
    [Conflicts] ::= kasan, kasan-sw-tags, asan, hwasan, safestack, mte
    [Cost]      ::= runtime 6%, memory 3.125%
}

mechanism mte {
    [Title]     ::= "Memory Tagging Extension, heap and stack"
    [Source]    ::= "Arm Architecture Reference Manual for A-profile (DDI 0487), FEAT_MTE2 (4 bits of tag for 16 bytes)", \
                    "costs: published measurements between 1 and 6 %"
    [Applies]   ::= C, C++
    [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)
    [Assurance] ::= probabilistic
    [Assumes]   ::= "synchronous mode", "allocator and compiler tag heap and stack", \
                    "the 4-bit tags of pointer and memory differ: one bad access in 15 is missed", \
                    "tags are not learnt and forged"
    [Platform]  ::= arch arm64; cpu mte
    [Conflicts] ::= asan, hwasan, kasan, kasan-sw-tags, kasan-hw-tags
    [Cost]      ::= runtime 6%, memory 3.125%
}

# Undefined behaviour ---------------------------------------------------------------------------------------------------

# UBSan sees many causes of bad accesses (overflowing sums, indexes beyond arrays of known size, wrong shifts) and no bad access as
# such: a wild pointer passes. So it leaves everything as it is; it stands here to be built in, required or forbidden.
mechanism ubsan {
    [Title]     ::= "UndefinedBehaviorSanitizer: finds causes, bounds nothing"
    [Source]    ::= "Clang documentation, UndefinedBehaviorSanitizer", \
                    "costs: published measurements on SPEC CPU2006 between 71 and 160 %"
    [Applies]   ::= C, C++
    [Transform] ::= R(*) -> R(*), W(*) -> W(*)
    [Assurance] ::= detects
    [Assumes]   ::= "a failed check stops the program (-fno-sanitize-recover, or CONFIG_UBSAN_TRAP)"
    [Platform]  ::= compiler clang, gcc
    [Cost]      ::= runtime 160%
}

# Control flow, forward edges -------------------------------------------------------------------------------------------

mechanism cfi {
    [Title]     ::= "Clang Control Flow Integrity (-fsanitize=cfi)"
    [Source]    ::= "Clang documentation, Control Flow Integrity", \
                    "C. Tice et al., Enforcing Forward-Edge Control-Flow Integrity in GCC & LLVM, USENIX Security 2014", \
                    "costs: published measurements below 2 %"
    [Applies]   ::= C, C++
    [Transform] ::= X.call(*) -> X.call(api)
    [Assurance] ::= detects
    [Assumes]   ::= "functions that share the type of an indirect call are API symbols", \
                    "the whole component is compiled with LTO and hidden visibility", \
                    "jump tables and vtables are read-only"
    [Platform]  ::= compiler clang
    [Conflicts] ::= kcfi
    [Cost]      ::= runtime 2%
}

mechanism kcfi {
    [Title]     ::= "Clang Kernel Control Flow Integrity (-fsanitize=kcfi)"
    [Source]    ::= "Clang documentation, Control Flow Integrity, section -fsanitize=kcfi", \
                    "Linux, CONFIG_CFI_CLANG", "cost: upper end of what is published for Clang's CFI"
    [Applies]   ::= C, C++
    [Transform] ::= X.call(*) -> X.call(api)
    [Assurance] ::= detects
    [Assumes]   ::= "functions that share the type of an indirect call are API symbols", \
                    "type hashes stand before functions only, and code is not written", \
                    "a failed check stops the system (not CFI_PERMISSIVE)"
    [Platform]  ::= arch x86_64, arm64, riscv64; compiler clang >= 16
    [Conflicts] ::= cfi
    [Cost]      ::= runtime 2%
}

# Compilers put a landing pad at every function whose address may be taken. With those left in, a call may land at the start of most
# functions, exported or not: that bounds nothing in the sense of MSpec, so the plain entry leaves everything as it is, and objects
# that carry the mark of IBT are no safer by it.
mechanism cet-ibt {
    [Title]     ::= "CET Indirect Branch Tracking, landing pads where the compiler puts them: bounds nothing"
    [Source]    ::= "Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, chapter Control-Flow Enforcement Technology"
    [Applies]   ::= C, C++, Rust-unsafe, Assembler
    [Transform] ::= X.call(*) -> X.call(*)
    [Assurance] ::= enforces
    [Assumes]   ::= "the operating system switches tracking on for this code", \
                    "no code is called or jumped to with notrack"
    [Platform]  ::= arch x86_64; cpu ibt
    # No cost is stated: a landing pad is a no-operation.
}

mechanism cet-ibt-sealed : cet-ibt {
    [Title]     ::= "CET Indirect Branch Tracking, landing pads at API symbols only"
    [Transform] ::= X.call(*) -> X.call(api)
    [Assumes]   +=  "endbr64 stands at the entry of API symbols and nowhere else (-mmanual-endbr, or the others sealed as Linux's objtool does)"
    [Conflicts] ::= cet-ibt
}

# Control flow, backward edges ------------------------------------------------------------------------------------------

mechanism ssp {
    [Title]     ::= "Stack protector (-fstack-protector-strong)"
    [Source]    ::= "GCC manual, Program Instrumentation Options", \
                    "T. H. Y. Dang et al., The Performance Cost of Shadow Stacks and Stack Canaries, ASIACCS 2015", \
                    "costs: published measurements between 1 and 2 %"
    [Applies]   ::= C, C++
    [Transform] ::= X.return(*) -> X.return(intent)
    [Assurance] ::= probabilistic
    [Assumes]   ::= "a return address is overwritten only by an overflow that runs over the canary before it", \
                    "the canary's value is not read", \
                    "functions without a canary hold no buffer that can overflow"
    [Platform]  ::= compiler clang, gcc
    [Cost]      ::= runtime 2%
}

mechanism safestack {
    [Title]     ::= "SafeStack"
    [Source]    ::= "V. Kuznetsov et al., Code-Pointer Integrity, OSDI 2014 (below 0.1 %)", \
                    "Clang documentation, SafeStack"
    [Applies]   ::= C, C++
    [Transform] ::= X.return(*) -> X.return(intent)
    [Assurance] ::= probabilistic
    [Assumes]   ::= "the safe stack is not found: it is hidden at a random address and not guarded", \
                    "all code of the component, and what runs on its stack, is instrumented"
    [Platform]  ::= compiler clang
    [Conflicts] ::= asan, hwasan, kasan, kasan-sw-tags, kasan-hw-tags
    [Cost]      ::= runtime 0.1%
}

# Clang accepts the option on x86-64 as well and emits the same code as without: hence the platform.
mechanism scs {
    [Title]     ::= "Shadow call stack (-fsanitize=shadow-call-stack)"
    [Source]    ::= "Clang documentation, ShadowCallStack", \
                    "T. H. Y. Dang et al., The Performance Cost of Shadow Stacks and Stack Canaries, ASIACCS 2015 (parallel shadow stack: 3.5 %)"
    [Applies]   ::= C, C++
    [Transform] ::= X.return(*) -> X.return(intent)
    [Assurance] ::= probabilistic
    [Assumes]   ::= "the shadow stack is not found: its address is in one register, kept out of memory", \
                    "all code of the component is compiled with it, and none uses the register"
    [Platform]  ::= arch arm64, riscv64; compiler clang, gcc >= 12
    [Cost]      ::= runtime 3.5%
}

mechanism cet-shstk {
    [Title]     ::= "CET shadow stack"
    [Source]    ::= "Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, chapter Control-Flow Enforcement Technology", \
                    "Linux, Documentation/arch/x86/shstk.rst", \
                    "cost: the parallel shadow stack in software (3.5 %, Dang et al., ASIACCS 2015), which hardware does not exceed"
    [Transform] ::= X.return(*) -> X.return(intent)
    [Assurance] ::= enforces
    [Assumes]   ::= "the operating system switches it on for this code, and WRSS stays off"
    [Platform]  ::= arch x86_64; cpu shstk
    [Cost]      ::= runtime 3.5%
}

mechanism pac {
    [Title]     ::= "Pointer authentication of return addresses (-mbranch-protection=pac-ret)"
    [Source]    ::= "H. Liljestrand et al., PAC it up: Towards Pointer Integrity using ARM Pointer Authentication, USENIX Security 2019", \
                    "cost: 0.5 % for code pointers"
    [Applies]   ::= C, C++
    [Transform] ::= X.return(*) -> X.return(intent)
    [Assurance] ::= probabilistic
    [Assumes]   ::= "codes are not guessed (7 to 31 bits) and signed return addresses are not reused at the same stack depth", \
                    "no code signs what an attacker supplies", \
                    "a failed check stops the program (FEAT_FPAC, or the fault at the return)"
    [Platform]  ::= arch arm64; cpu pauth; compiler clang, gcc
    [Cost]      ::= runtime 0.5%
}

# Control flow, both edges ----------------------------------------------------------------------------------------------

mechanism cpi {
    [Title]     ::= "Code-Pointer Integrity"
    [Source]    ::= "V. Kuznetsov et al., Code-Pointer Integrity, OSDI 2014 (2.9 % for C, 8.4 % for C and C++)"
    [Applies]   ::= C, C++
    [Transform] ::= X(*) -> X(intent)
    [Assurance] ::= probabilistic
    [Assumes]   ::= "the compiler implements it: Levee, the prototype of its authors, does, and no released compiler", \
                    "the region of code pointers is not found: on 64-bit machines it is hidden at a random address and not guarded", \
                    "all code of the component is compiled with it", \
                    "the static analysis finds every pointer to code"
    [Platform]  ::= compiler levee
    [Conflicts] ::= safestack
    [Cost]      ::= runtime 8.4%
}

# Data-flow integrity notices corrupted data when it is used, not when it is written: writes are not bounded, and others, who are
# not compiled with it, would use what was corrupted. Its check of return addresses and code pointers is what is claimed.
mechanism dfi {
    [Title]     ::= "Data-Flow Integrity"
    [Source]    ::= "M. Castro et al., Securing Software by Enforcing Data-Flow Integrity, OSDI 2006 (43 % intraprocedural, 104 % interprocedural; about 50 % memory)"
    [Applies]   ::= C, C++
    [Transform] ::= X(*) -> X(intent)
    [Assurance] ::= detects
    [Assumes]   ::= "the compiler implements it: a prototype of its authors does, on the Phoenix framework, and no released compiler", \
                    "all code of the component is compiled with it, interprocedurally", \
                    "the points-to analysis does not merge code pointers with what an overflow may write", \
                    "the table of definitions is not written"
    [Platform]  ::= compiler phoenix
    [Cost]      ::= runtime 104%, memory 50%
}
