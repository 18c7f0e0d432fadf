# What a language guarantees about a component that is written in it.
#
# A language bounds a component's reads, writes and jumps only where its compiler can hold the whole component to what is
# assumed: by a restriction, by an attribute, by refusing a keyword. An assumption that nothing checks, such as the absence of
# data races in Go, gets an entry of its own, so that nobody relies on it without having written its name. The plain name
# stands for what holds when nothing was promised.
#
# [Requires] is the default of components that state none: who keeps no invariant of its own can lose none by others' access
# (`*`); who does would lose it by others' writes, and lets them read and call (`R, X`).

# Bounded by nothing -----------------------------------------------------------------------------------------------------

language C {
    [Title]         ::= "C"
    [Source]        ::= "ISO/IEC 9899:2018, 3.4.3 (undefined behavior) and J.2"
    [Memory Access] ::= R(*), W(*)
    [Call]          ::= X(*)
    [Requires]      ::= *
}

language C++ {
    [Title]         ::= "C++"
    [Source]        ::= "ISO/IEC 14882:2020, [defns.undefined]"
    [Memory Access] ::= R(*), W(*)
    [Call]          ::= X(*)
    [Requires]      ::= *
}

language Assembler {
    [Title]         ::= "Assembler: every instruction of the machine"
    [Source]        ::= "instruction set manuals", "there is no rule that an assembler checks"
    [Memory Access] ::= R(*), W(*)
    [Call]          ::= X(*)
    [Requires]      ::= *
}

# Zig checks bounds in the modes Debug and ReleaseSafe and not in ReleaseFast and ReleaseSmall; use after free is caught in none.
language Zig {
    [Title]         ::= "Zig, any build mode"
    [Source]        ::= "Zig Language Reference, chapters Build Mode and Illegal Behavior"
    [Memory Access] ::= R(*), W(*)
    [Call]          ::= X(*)
    [Requires]      ::= *
}

# One `unsafe` block may break the rules that all the safe code around it relies on.
language Rust-unsafe {
    [Title]         ::= "Rust with unsafe blocks, or with foreign functions linked in"
    [Source]        ::= "The Rust Reference, chapter Behavior considered undefined"
    [Memory Access] ::= R(*), W(*)
    [Call]          ::= X(*)
    [Requires]      ::= R, X
}

# A data race on a value of several words (interface, slice, string, map) can tear it, and a torn one reaches any memory. The
# compiler does not exclude races, and the race detector sees only those that happen while it watches.
language Go {
    [Title]         ::= "Go, data races not excluded"
    [Source]        ::= "The Go Memory Model, version of June 6, 2022, section Implementation Restrictions for Programs Containing Data Races"
    [Memory Access] ::= R(*), W(*)
    [Call]          ::= X(*)
    [Requires]      ::= R, X
}

language Ada-unchecked {
    [Title]         ::= "Ada with unchecked programming, suppressed checks, or tasks that share variables"
    [Source]        ::= "Ada Reference Manual (2012), 1.1.5(10) and 9.10(11), 11.5(26), 13.9.1(12), 13.11.2(16): erroneous execution"
    [Memory Access] ::= R(*), W(*)
    [Call]          ::= X(*)
    [Requires]      ::= R, X
}

# Bounded by what the component is meant to do ---------------------------------------------------------------------------

language Rust {
    [Title]         ::= "Safe Rust"
    [Source]        ::= "The Rust Reference, chapter Behavior considered undefined", \
                        "R. Jung et al., RustBelt, POPL 2018"
    [Memory Access] ::= R(intent), W(intent)
    [Call]          ::= X(intent)
    [Requires]      ::= R, X
    [Assurance]     ::= enforces
    [Assumes]       ::= "no unsafe code in the component or in what is compiled into it (#![forbid(unsafe_code)])", \
                        "the unsafe code inside of the standard library is sound", \
                        "foreign functions are declared as they are", "the compiler translates rightly"
}

language Go-race-free {
    [Title]         ::= "Go without data races"
    [Source]        ::= "The Go Memory Model, version of June 6, 2022", \
                        "package unsafe and command cgo in the Go documentation"
    [Memory Access] ::= R(intent), W(intent)
    [Call]          ::= X(intent)
    [Requires]      ::= R, X
    [Assurance]     ::= enforces
    [Assumes]       ::= "no data races: nothing in the compiler excludes them", \
                        "no use of package unsafe, cgo, go:linkname or assembler", \
                        "the compiler and the run-time system are right"
}

language Ada {
    [Title]         ::= "Ada with all checks, without unchecked programming and tasks"
    [Source]        ::= "Ada Reference Manual (2012), 11.5 and 13.12.1", \
                        "GNAT Reference Manual, Standard and Implementation Defined Restrictions"
    [Memory Access] ::= R(intent), W(intent)
    [Call]          ::= X(intent)
    [Requires]      ::= R, X
    [Assurance]     ::= enforces
    [Assumes]       ::= "no check is suppressed, by pragma or by switch", \
                        "pragma Restrictions lists No_Unchecked_Access, No_Unchecked_Conversion, No_Unchecked_Deallocation and No_Tasking", \
                        "no address clauses, no machine code, imports are declared as they are", \
                        "scalars are initialised, or validity checks are on", \
                        "the compiler translates rightly"
}

language SPARK {
    [Title]         ::= "SPARK, absence of run-time errors proved"
    [Source]        ::= "SPARK User's Guide, chapter Levels of Software Assurance (Silver)"
    [Memory Access] ::= R(intent), W(intent)
    [Call]          ::= X(intent)
    [Requires]      ::= R, X
    [Assurance]     ::= enforces
    [Assumes]       ::= "GNATprove proves every check of the component, without justified or unproved ones", \
                        "no body with SPARK_Mode Off is linked in", \
                        "contracts of imported subprograms are true", "the compiler translates rightly"
}

language Dafny {
    [Title]         ::= "Dafny, verified"
    [Source]        ::= "K. R. M. Leino, Dafny: An Automatic Program Verifier for Functional Correctness, LPAR 2010"
    [Memory Access] ::= R(intent), W(intent)
    [Call]          ::= X(intent)
    [Requires]      ::= R, X
    [Assurance]     ::= enforces
    [Assumes]       ::= "the verifier accepts the component without assume statements and {:axiom}", \
                        "contracts of {:extern} methods are true", \
                        "the compiler and the run-time system of the target language are right"
}

# Races between OCaml 5's domains cannot break memory: every read gives some value that was written.
language OCaml {
    [Title]         ::= "OCaml"
    [Source]        ::= "The OCaml Manual, chapters Parallel programming and Memory model", \
                        "S. Dolan et al., Bounding Data Races in Space and Time, PLDI 2018"
    [Memory Access] ::= R(intent), W(intent)
    [Call]          ::= X(intent)
    [Requires]      ::= R, X
    [Assurance]     ::= enforces
    [Assumes]       ::= "no Obj, no unsafe_get or unsafe_set, no external stubs, no unmarshalling of foreign bytes, no -unsafe", \
                        "the compiler and the run-time system are right"
}

# Not software ------------------------------------------------------------------------------------------------------------------------

# A component that is hardware: it reaches whatever memory its bus lets it reach, and calls in by interrupts.
language Device {
    [Title]         ::= "A device that reaches memory by DMA"
    [Source]        ::= "A. T. Markettos et al., Thunderclap: Exploring Vulnerabilities in Operating System IOMMU Protection via DMA from Untrustworthy Peripherals, NDSS 2019"
    [Memory Access] ::= R(*), W(*)
    [Call]          ::= X(*)
    [Requires]      ::= *
}
