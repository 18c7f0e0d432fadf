# Weaknesses of the Common Weakness Enumeration that act on memory or on control flow: what a fault of that kind adds to what its
# component may do. They affect nothing by themselves: `mspec mitigate` and advisories name the component, and so does
#
#     vulnerability CVE-2014-0160 : CWE-126 { [Affects] ::= libssl }
#
# How to read these entries:
# - An entry adds what the faulty access itself does. What follows from it (an overwritten return address, a forged object) is
#   derived: who may write beyond its intent has lost every bound of its own.
# - Where the kind of fault leaves open whether it reads or writes, it is taken to do both; where the pointer that is used wrongly
#   may be one to a function, it is taken to be called.
# - In doubt the answer is "not contained".
#
# Of the CWE Top 25 of 2024, in: 787, 125, 416, 119, 476, 190, 94, 502. Out, because they act on values that a component hands over
# where it is entitled to, and MSpec takes values for granted (a command, a query, a path, a decision on who may do what):
# 79, 89, 352, 22, 78, 434, 862, 20, 77, 287, 269, 200, 863, 918, 798, 306; and 400, which costs time and not safety. Of the years before:
# 362 (race) is out because all depends on what is raced for, and advisories name the memory fault that follows beside it. An entry that
# is not here is unknown, which is never taken for contained.

# Reads ------------------------------------------------------------------------------------------------------------------

vulnerability CWE-125 {
    [Title]     ::= "Out-of-bounds Read"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/125.html"
    [Transform] ::= R(intent) -> R(*)
}

vulnerability CWE-126 {
    [Title]     ::= "Buffer Over-read"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/126.html"
    [Transform] ::= R(intent) -> R(*)
}

vulnerability CWE-127 {
    [Title]     ::= "Buffer Under-read"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/127.html"
    [Transform] ::= R(intent) -> R(*)
}

# Writes -----------------------------------------------------------------------------------------------------------------

vulnerability CWE-787 {
    [Title]     ::= "Out-of-bounds Write"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/787.html"
    [Transform] ::= W(intent) -> W(*)
}

vulnerability CWE-120 {
    [Title]     ::= "Buffer Copy without Checking Size of Input ('Classic Buffer Overflow')"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/120.html"
    [Transform] ::= W(intent) -> W(*)
}

vulnerability CWE-121 {
    [Title]     ::= "Stack-based Buffer Overflow"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/121.html"
    [Transform] ::= W(intent) -> W(*)
}

vulnerability CWE-122 {
    [Title]     ::= "Heap-based Buffer Overflow"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/122.html"
    [Transform] ::= W(intent) -> W(*)
}

vulnerability CWE-123 {
    [Title]     ::= "Write-what-where Condition"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/123.html"
    [Transform] ::= W(intent) -> W(*)
}

vulnerability CWE-124 {
    [Title]     ::= "Buffer Underwrite ('Buffer Underflow')"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/124.html"
    [Transform] ::= W(intent) -> W(*)
}

# Reads or writes outside of an object -----------------------------------------------------------------------------------

vulnerability CWE-118 {
    [Title]     ::= "Incorrect Access of Indexable Resource ('Range Error')"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/118.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-119 {
    [Title]     ::= "Improper Restriction of Operations within the Bounds of a Memory Buffer"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/119.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-129 {
    [Title]     ::= "Improper Validation of Array Index"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/129.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-1285 {
    [Title]     ::= "Improper Validation of Specified Index, Position, or Offset in Input"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/1285.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

# %s reads and %n writes where the arguments are taken to point.
vulnerability CWE-134 {
    [Title]     ::= "Use of Externally-Controlled Format String"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/134.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-170 {
    [Title]     ::= "Improper Null Termination"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/170.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-786 {
    [Title]     ::= "Access of Memory Location Before Start of Buffer"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/786.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-788 {
    [Title]     ::= "Access of Memory Location After End of Buffer"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/788.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-805 {
    [Title]     ::= "Buffer Access with Incorrect Length Value"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/805.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-806 {
    [Title]     ::= "Buffer Access Using Size of Source Buffer"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/806.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-823 {
    [Title]     ::= "Use of Out-of-range Pointer Offset"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/823.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

# Arithmetic, by way of the size or index that it gets wrong -------------------------------------------------------------

# Arithmetic alone breaks no requirement. These stand here because in advisories they are the named cause of a bad access; where the
# sum is not a size, an index or a pointer, leave them out of [Vulnerabilities].

vulnerability CWE-128 {
    [Title]     ::= "Wrap-around Error"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/128.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-131 {
    [Title]     ::= "Incorrect Calculation of Buffer Size"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/131.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-190 {
    [Title]     ::= "Integer Overflow or Wraparound"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/190.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-191 {
    [Title]     ::= "Integer Underflow (Wrap or Wraparound)"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/191.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-192 {
    [Title]     ::= "Integer Coercion Error"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/192.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-193 {
    [Title]     ::= "Off-by-one Error"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/193.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-194 {
    [Title]     ::= "Unexpected Sign Extension"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/194.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-195 {
    [Title]     ::= "Signed to Unsigned Conversion Error"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/195.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-196 {
    [Title]     ::= "Unsigned to Signed Conversion Error"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/196.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-197 {
    [Title]     ::= "Numeric Truncation Error"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/197.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-467 {
    [Title]     ::= "Use of sizeof() on a Pointer Type"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/467.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-468 {
    [Title]     ::= "Incorrect Pointer Scaling"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/468.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-469 {
    [Title]     ::= "Use of Pointer Subtraction to Determine Size"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/469.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-680 {
    [Title]     ::= "Integer Overflow to Buffer Overflow"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/680.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-681 {
    [Title]     ::= "Incorrect Conversion between Numeric Types"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/681.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

# Lifetime ---------------------------------------------------------------------------------------------------------------

# The allocator hands one block out twice, or its own lists are forged.
vulnerability CWE-415 {
    [Title]     ::= "Double Free"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/415.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-416 {
    [Title]     ::= "Use After Free"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/416.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-562 {
    [Title]     ::= "Return of Stack Variable Address"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/562.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-590 {
    [Title]     ::= "Free of Memory not on the Heap"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/590.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-672 {
    [Title]     ::= "Operation on a Resource after Expiration or Release"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/672.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

vulnerability CWE-761 {
    [Title]     ::= "Free of Pointer not at Start of Buffer"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/761.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-762 {
    [Title]     ::= "Mismatched Memory Management Routines"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/762.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-763 {
    [Title]     ::= "Release of Invalid Pointer or Reference"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/763.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

vulnerability CWE-825 {
    [Title]     ::= "Expired Pointer Dereference"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/825.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

vulnerability CWE-1341 {
    [Title]     ::= "Multiple Releases of Same Resource or Handle"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/1341.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

# Pointers that never were right, and objects of the wrong type ----------------------------------------------------------

vulnerability CWE-457 {
    [Title]     ::= "Use of Uninitialized Variable"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/457.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

vulnerability CWE-465 {
    [Title]     ::= "Pointer Issues"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/465.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

vulnerability CWE-466 {
    [Title]     ::= "Return of Pointer Value Outside of Expected Range"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/466.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*)
}

# Where nothing is mapped at address 0 the program stops, which costs service and not safety: leave this one out of
# [Vulnerabilities] there. Kernels, unikernels and systems without an MMU may have something mapped.
vulnerability CWE-476 {
    [Title]     ::= "NULL Pointer Dereference"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/476.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

vulnerability CWE-587 {
    [Title]     ::= "Assignment of a Fixed Address to a Pointer"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/587.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

vulnerability CWE-588 {
    [Title]     ::= "Attempt to Access Child of a Non-structure Pointer"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/588.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

vulnerability CWE-704 {
    [Title]     ::= "Incorrect Type Conversion or Cast"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/704.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

vulnerability CWE-822 {
    [Title]     ::= "Untrusted Pointer Dereference"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/822.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

vulnerability CWE-824 {
    [Title]     ::= "Access of Uninitialized Pointer"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/824.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

vulnerability CWE-843 {
    [Title]     ::= "Access of Resource Using Incompatible Type ('Type Confusion')"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/843.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

# Often it only gives away what the memory held before; but the resource may be a pointer.
vulnerability CWE-908 {
    [Title]     ::= "Use of Uninitialized Resource"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/908.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

vulnerability CWE-909 {
    [Title]     ::= "Missing Initialization of Resource"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/909.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X.call(intent) -> X.call(*)
}

# Control flow -----------------------------------------------------------------------------------------------------------

# What was injected is code of the attacker's own: it reads, writes and calls what it likes.
vulnerability CWE-94 {
    [Title]     ::= "Improper Control of Generation of Code ('Code Injection')"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/94.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X(intent) -> X(*)
}

vulnerability CWE-95 {
    [Title]     ::= "Improper Neutralization of Directives in Dynamically Evaluated Code ('Eval Injection')"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/95.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X(intent) -> X(*)
}

vulnerability CWE-96 {
    [Title]     ::= "Improper Neutralization of Directives in Statically Saved Code ('Static Code Injection')"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/96.html"
    [Transform] ::= R(intent) -> R(*), W(intent) -> W(*), X(intent) -> X(*)
}

vulnerability CWE-470 {
    [Title]     ::= "Use of Externally-Controlled Input to Select Classes or Code ('Unsafe Reflection')"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/470.html"
    [Transform] ::= X.call(intent) -> X.call(*)
}

# The sender picks which objects come into being, and so which of the methods run.
vulnerability CWE-502 {
    [Title]     ::= "Deserialization of Untrusted Data"
    [Source]    ::= "https://cwe.mitre.org/data/definitions/502.html"
    [Transform] ::= X.call(intent) -> X.call(*)
}
