#!/usr/bin/env python3
"""Tests of extraction, on objects that the compilers at hand build: above all that no component looks safer than it is.

usage: run.py [--mspec PATH] [PART OF A NAME ...]

Closes with `N passed, N failed`; what needs a tool that is not there is skipped, and says so.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
INCLUDE = os.path.join(ROOT, "include")
MSPEC = None
TESTS = []


class Skip(Exception):
    pass


def test(function):
    TESTS.append(function)
    return function


def each_compiler(function):
    for compiler in ("gcc", "clang"):
        def run(folder, compiler=compiler):
            if not shutil.which(compiler):
                raise Skip(f"no {compiler}")
            function(folder, compiler)
        run.__name__ = f"{function.__name__}_{compiler}"
        run.__doc__ = function.__doc__
        TESTS.append(run)
    return function


# The leak checker's own tracer crashes now and then in a process that has loaded a module; leaks are looked for by the unit tests and
# the fuzzer, which link the reader in.
ENVIRONMENT = dict(os.environ, NO_COLOR="1", ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0")


class Done:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err


def mspec(folder, *arguments, status=0, code=None):
    done = subprocess.run([MSPEC, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False,
                          env=ENVIRONMENT)
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert "Sanitizer" not in err and "runtime error" not in err, err
    assert done.returncode == status, f"{arguments}: exit status {done.returncode}, not {status}\n{out}{err}"
    assert code is None or code in err, f"{arguments}: no {code} in\n{err}"
    return Done(done.returncode, out, err)


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode:
        raise Skip(f"{' '.join(command)}: {done.stderr.decode()[-200:]}")


def build(folder, compiler, name, text, *flags, ending="c"):
    """Compiles a text to NAME.o."""
    write(folder, f"{name}.{ending}", text)
    tool = {"gcc": "g++", "clang": "clang++"}[compiler] if ending == "cc" else compiler
    if not shutil.which(tool):
        raise Skip(f"no {tool}")
    run(folder, tool, "-I", INCLUDE, "-O1", *flags, "-c", f"{name}.{ending}", "-o", f"{name}.o")
    return f"{name}.o"


class Component:
    def __init__(self, text):
        self.text = text
        body = re.sub(r" \\\n\s*", " ", text)
        self.functions = {m.group(1): Component(m.group(2)) for m in re.finditer(r"\n    function (\S+) \{\n(.*?)\n    \}", body, re.S)}
        own = re.sub(r"\n    function (\S+) \{\n(.*?)\n    \}", "", body, flags=re.S)
        self.clauses = {}
        for heading, value in re.findall(r"^\s*\[([^\]]+)\]\s*\+?(?:::)?=\s*(.*)$", own, re.M):
            self.clauses[heading] = (self.clauses.get(heading, "") + " " + value).strip()

    def __getitem__(self, heading):
        return self.clauses.get(heading, "")

    def needs(self, heading="Call", letter="X"):
        return set(re.findall(r"[\w-]+\.[\w-]+", " ".join(re.findall(letter + r"\(([^)]*)\)", self[heading]))))

    def calls_anything(self):
        return re.search(r"(^|, )X(,|$)", self["Call"]) is not None or "*" in self["Call"]

    def api(self):
        return set(re.findall(r"\(([\w-]+), SYMB\)", self["API"]))


def extract(folder, *arguments):
    """The components by name, and what was said. The text must be well-formed, canonical, and without contradictions."""
    done = mspec(folder, "extract", *arguments, "-o", "made.mspec")
    mspec(folder, "check", "made.mspec")
    mspec(folder, "fmt", "--check", "made.mspec")
    with open(os.path.join(folder, "made.mspec"), encoding="utf-8") as f:
        text = f.read()
    parts = {m.group(1): Component(m.group(2)) for m in re.finditer(r"^component (\S+) \{\n(.*?)^\}", text, re.M | re.S)}
    return parts, done


def facts(folder, *arguments):
    done = mspec(folder, "extract", *arguments, "--json")
    return {c["name"]: c for c in json.loads(done.out)["components"]}


USER = """
extern int counter; extern const int limit; int f(int);
int g(int x) { counter++; return f(x) + limit; }
"""
OWNER = "int counter = 3; const int limit = 4; int f(int x) { return x; }\n"
ASSEMBLER = ".text\n.globl h\n.type h, @function\nh: push %rbp\n mov %rsp, %rbp\n mov (%rdi), %rax\n call *%rax\n pop %rbp\n ret\n.size h, .-h\n"


# ---- the plain case ----

@each_compiler
def needs_and_owners(folder, compiler):
    user, owner = build(folder, compiler, "user", USER, "-g"), build(folder, compiler, "owner", OWNER, "-g")
    parts, _ = extract(folder, user, owner)
    assert parts["user"]["Language"] == "C"
    assert parts["user"].needs() == {"owner.f"}
    assert parts["user"].needs("Memory Access", "R") == {"owner.counter", "owner.limit"}
    assert parts["user"].needs("Memory Access", "W") == {"owner.counter"}, "what is read only need not be written"
    assert parts["owner"].api() == {"f"}
    assert "(counter, OWN, 4 B)" in parts["owner"]["Region"] and "(limit, OWN, 4 B)" in parts["owner"]["Region"]
    assert parts["owner"]["Call"] == "none"
    parts, _ = extract(folder, user, owner, "--data=variable")
    assert "(counter, DATA)" in parts["owner"]["API"] and not parts["owner"]["Region"]


@test
def coarse(folder):
    build(folder, "gcc", "user", USER, "-g")
    build(folder, "gcc", "more", "int f(int); int z(int x) { return f(x); }", "-g")
    build(folder, "gcc", "owner", OWNER, "-g")
    parts, _ = extract(folder, "user.o", "more.o", "owner.o", "--coarse", "--grant-needs=users")
    assert parts["owner"]["API"] == "(entry-points, SYMB)" and parts["owner"]["Region"] == "(exported-data, OWN, 8 B)", parts["owner"].text
    assert parts["owner"]["Requires"] == "user(R, W, exported-data)"
    assert parts["user"].needs() == {"owner.entry-points"} == parts["more"].needs()
    assert parts["user"].needs("Memory Access", "W") == {"owner.exported-data"}
    mspec(folder, "extract", "user.o", "--coarse", "--functions", status=2)


@each_compiler
def memory_is_never_bounded(folder, compiler):
    """What is reached through pointers, no object shows."""
    parts, _ = extract(folder, build(folder, compiler, "alone", "int f(int *p) { return *p; }", "-g"))
    assert parts["alone"]["Memory Access"] == "R(*), W(*)"


@each_compiler
def names_what_nobody_has(folder, compiler):
    user = build(folder, compiler, "user", USER, "-g")
    done = mspec(folder, "extract", user, code="W1029")
    for name in ("counter", "limit", "f"):
        assert f"`{name}`" in done.err and re.search(rf"# outside of the files:.*\b{name}\b", done.out), name


@each_compiler
def a_strong_definition_replaces_a_weak_one(folder, compiler):
    build(folder, compiler, "weak", "__attribute__((weak)) int hook(void) { return 0; } int run(void) { return hook(); }", "-g")
    build(folder, compiler, "strong", "int hook(void) { return 1; }", "-g")
    parts, _ = extract(folder, "weak.o", "strong.o")
    assert "strong.hook" in parts["weak"].needs()


@each_compiler
def one_of_two_owners_may_be_meant(folder, compiler):
    build(folder, compiler, "user", "int f(int); int g(int x) { return f(x) + 1; }", "-g")
    build(folder, compiler, "one", "int f(int x) { return x; }", "-g")
    build(folder, compiler, "two", "int f(int x) { return x; }", "-g")
    parts, done = extract(folder, "user.o", "one.o", "two.o")
    assert parts["user"].needs() == {"one.f", "two.f"} and "W1031" in done.err


# ---- trap 1: debug information of relocatable files ----

@each_compiler
def trap_1_every_unit_of_a_merged_object(folder, compiler):
    """Unrelocated, the second unit would be read with the abbreviations of the first."""
    for dwarf in ("-gdwarf-4", "-gdwarf-5"):
        a, b = build(folder, compiler, "a", OWNER, dwarf), build(folder, compiler, "b", "int k(int x) { return x + 1; }", dwarf, ending="cc")
        s = build(folder, compiler, "s", ASSEMBLER, dwarf, ending="S")
        run(folder, "ld", "-r", a, b, "-o", "ab.o")
        run(folder, "ld", "-r", a, b, s, "-o", "abs.o")
        run(folder, "ar", "rc", "lib.a", a, b, s)
        known = facts(folder, "ab.o", "abs.o", "lib.a", a)
        assert set(known["ab"]["languages"]) == {"C", "C++"} and known["ab"]["all_languages_known"], (dwarf, known["ab"])
        assert set(known["abs"]["languages"]) == {"C", "C++", "Assembler"}, (dwarf, known["abs"])
        assert set(known["lib"]["languages"]) == {"C", "C++", "Assembler"}, (dwarf, known["lib"])
        assert known["a"]["languages"] == ["C"] and known["a"]["all_languages_known"]
        parts, _ = extract(folder, "abs.o", "ab.o")
        assert parts["abs"]["Language"] == "Assembler" and parts["ab"]["Language"] == "C++", "the weakest counts"


@each_compiler
def trap_1_code_without_debug_information(folder, compiler):
    """A unit that says C must not speak for the assembler code that was merged with it."""
    a, s = build(folder, compiler, "a", OWNER, "-g"), build(folder, compiler, "s", ASSEMBLER, ending="S")
    run(folder, "ld", "-r", a, s, "-o", "as.o")
    parts, done = extract(folder, "as.o")
    assert parts["as"]["Language"] == "Assembler" and "W1030" in done.err
    parts, _ = extract(folder, "as.o", "--language", "C")
    assert parts["as"]["Language"] == "C"


@each_compiler
def trap_1_sections_of_their_own(folder, compiler):
    for flags in (["-ffunction-sections"], ["-ffunction-sections", "-gz"], ["-O0"], ["-O2"]):
        build(folder, compiler, "a", USER + "static int s(int x) { return x * 3; } int (*p)(int) = s; int k(int x) { return x / 7; }", "-g", *flags)
        known = facts(folder, "a.o")["a"]
        assert known["languages"] == ["C"] and known["all_languages_known"], (flags, known)


# ---- trap 2: link-time optimisation ----

@each_compiler
def trap_2_lto_is_refused(folder, compiler):
    lto = build(folder, compiler, "lto", USER, "-flto")
    mspec(folder, "extract", lto, status=2, code="E0803")
    run(folder, "ar", "rc", "lib.a", lto)
    done = mspec(folder, "extract", "lib.a", status=2, code="E0803")
    assert "lib.a(lto.o)" in done.err
    if compiler == "gcc":
        build(folder, compiler, "fat", USER, "-flto", "-ffat-lto-objects")
        owner = build(folder, compiler, "owner", OWNER)
        parts, _ = extract(folder, "fat.o", owner)
        assert parts["fat"].needs() == {"owner.f"}


# ---- trap 3: addresses of static functions, and calls without relocations ----

@each_compiler
def trap_3_static_functions_in_tables(folder, compiler):
    text = "static int s(int x) { return x + 1; } static int t(int x) { return x + 2; } int (*table[])(int) = {t, s};"
    build(folder, compiler, "a", text, "-g")
    parts, _ = extract(folder, "a.o")
    assert "address-taken" in parts["a"].api(), "who has a pointer to a function may call it"
    parts, _ = extract(folder, "a.o", "--callbacks=each")
    assert {"s", "t"} <= parts["a"].api(), parts["a"].text


@each_compiler
def trap_3_addresses_in_the_same_section(folder, compiler):
    text = "extern void give(int (*)(int)); __attribute__((noinline)) static int s(int x) { return x + 1; } void k(void) { give(s); }"
    build(folder, compiler, "a", text, "-g")
    parts, _ = extract(folder, "a.o")
    assert "address-taken" in parts["a"].api()


@each_compiler
def trap_3_calls_without_relocation(folder, compiler):
    """Of functions that share a section, calls of each other leave nothing behind: they may call anything."""
    text = "int f(int); __attribute__((noinline)) static int s(int x) { return f(x); } int g(int x) { return s(x) + 1; } int k(int x) { return x; }"
    build(folder, compiler, "a", text, "-g")
    build(folder, compiler, "owner", "int f(int x) { return x; }", "-g")
    parts, _ = extract(folder, "a.o", "owner.o", "--functions")
    assert parts["a"].functions["g"].calls_anything() and parts["a"].functions["k"].calls_anything()
    build(folder, compiler, "a", text, "-g", "-ffunction-sections")
    parts, _ = extract(folder, "a.o", "owner.o", "--functions")
    functions = parts["a"].functions
    assert functions["k"]["Call"] == "none" and "X(s)" in functions["g"]["Call"], parts["a"].text
    assert functions["s"].needs() == {"owner.f"}


@each_compiler
def calls_through_pointers(folder, compiler):
    build(folder, compiler, "a", "int call(int (*p)(int), int x) { return p(x) + 1; }", "-g")
    build(folder, compiler, "b", "int plain(int x) { return x * 3; }", "-g")
    parts, _ = extract(folder, "a.o", "b.o")
    assert parts["a"].calls_anything() and not parts["b"].calls_anything()


# ---- trap 4: calls through the global offset table ----

@each_compiler
def trap_4_calls_through_the_got(folder, compiler):
    user = build(folder, compiler, "user", USER + "int tail(int x) { return f(x); }", "-fno-plt", "-fPIC", "-g")
    owner = build(folder, compiler, "owner", OWNER, "-g")
    parts, _ = extract(folder, user, owner)
    assert "owner.f" in parts["user"].needs(), "FF 15 and FF 25 are calls, too"
    assert parts["user"].needs("Memory Access", "W") == {"owner.counter"}


@test
def trap_4_rustc(folder):
    if not shutil.which("rustc"):
        raise Skip("no rustc")
    write(folder, "r.rs", "#![crate_type=\"lib\"]\nextern \"C\" { fn f(x: i32) -> i32; }\n"
                          "#[no_mangle] pub extern \"C\" fn g(x: i32) -> i32 { unsafe { f(x) + 1 } }\n"
                          "#[no_mangle] pub extern \"C\" fn t(x: i32) -> i32 { unsafe { f(x) } }\n")
    run(folder, "rustc", "-g", "-C", "opt-level=2", "--emit=obj", "-C", "panic=abort", "r.rs", "-o", "r.o")
    owner = build(folder, "gcc", "owner", OWNER, "-g")
    parts, _ = extract(folder, "r.o", owner)
    assert parts["r"]["Language"] == "Rust-unsafe", "an object does not show that there are no unsafe blocks"
    assert "owner.f" in parts["r"].needs()


# ---- trap 5: linked files ----

@each_compiler
def trap_5_linked_libraries(folder, compiler):
    """In a linked library, the call of a function and the use of its address look alike, and local addresses leave nothing."""
    build(folder, compiler, "user", USER + "static int s(int x) { return x + 9; } void *e(void) { return (void *)s; }", "-fPIC", "-g")
    run(folder, compiler, "-shared", "user.o", "-o", "libuser.so")
    owner = build(folder, compiler, "owner", OWNER, "-g")
    parts, _ = extract(folder, "libuser.so", owner)
    user = parts["libuser"]
    assert "owner.f" in user.needs() and user.calls_anything()
    assert user.needs("Memory Access", "W") == {"owner.counter"} and "owner.limit" in user.needs("Memory Access", "R")
    assert "address-taken" in user.api()


# ---- hardening that is built in ----

@each_compiler
def marks_of_hardening(folder, compiler):
    text = "int f(int); int g(int *p, int x) { char b[64]; for (int i = 0; i < x; i++) b[i] = p[i]; return f(b[x]); }"
    build(folder, compiler, "plain", text, "-g", "-fno-stack-protector")
    build(folder, compiler, "ssp", text, "-g", "-fstack-protector-all")
    build(folder, compiler, "both", text, "-g", "-fstack-protector-all", "-fsanitize=address")
    known = facts(folder, "plain.o", "ssp.o", "both.o")
    assert known["plain"]["hardened"] == [] and known["ssp"]["hardened"] == ["ssp"]
    assert set(known["both"]["hardened"]) == {"asan", "ssp"}
    parts, _ = extract(folder, "ssp.o")
    assert parts["ssp"]["Hardened"] == "ssp"


@each_compiler
def hardening_of_a_part_is_none(folder, compiler):
    """One hardened unit must not speak for the others: in a component, in a merged object, with debug information and without."""
    text = "int f(int); int NAME(int *p, int x) { char b[64]; for (int i = 0; i < x; i++) b[i] = p[i]; return f(b[x]); }"
    for debug in (["-g"], []):
        build(folder, compiler, "yes", text.replace("NAME", "yes"), "-fstack-protector-all", *debug)
        build(folder, compiler, "more", text.replace("NAME", "more"), "-fstack-protector-all", *debug)
        build(folder, compiler, "no", text.replace("NAME", "no"), "-fno-stack-protector", *debug)
        build(folder, compiler, "s", ASSEMBLER, ending="S")
        for name, members in (("m1", ["yes.o", "no.o"]), ("m2", ["yes.o", "s.o"]), ("m3", ["yes.o", "more.o"])):
            run(folder, "ld", "-r", *members, "-o", f"{name}.o")
        known = facts(folder, "--component", "group=yes.o,no.o", "m1.o", "m2.o", "m3.o")
        assert all(known[name]["hardened"] == [] for name in ("group", "m1", "m2")), (debug, known)
        assert known["m3"]["hardened"] == (["ssp"] if debug else []), (debug, known["m3"])
        parts, _ = extract(folder, "m1.o")
        assert "in parts at least: ssp" in parts["m1"].text and not parts["m1"]["Hardened"]


@test
def properties_of_the_whole(folder):
    build(folder, "gcc", "yes", "int f(int x) { return x; }", "-fcf-protection=full")
    build(folder, "gcc", "no", "int g(int x) { return x; }", "-fcf-protection=none")
    run(folder, "ld", "-r", "yes.o", "no.o", "-o", "mixed.o")
    known = facts(folder, "yes.o", "no.o", "mixed.o")
    assert set(known["yes"]["hardened"]) == {"cet-ibt", "cet-shstk"} and not known["mixed"]["hardened"] and not known["no"]["hardened"]


@each_compiler
def verify_the_build(folder, compiler):
    text = "int f(int); int NAME(int *p, int x) { char b[64]; for (int i = 0; i < x; i++) b[i] = p[i]; return f(b[x]); }"
    build(folder, compiler, "build/a", text.replace("NAME", "a"), "-fstack-protector-all")
    build(folder, compiler, "build/b", text.replace("NAME", "b"), "-fno-stack-protector")
    write(folder, "s.mspec", "component net { [Language] ::= C [Requires] ::= * }\ncomponent other { [Language] ::= C [Requires] ::= * }\n"
                             "system s { [Components] ::= net, other  [Mechanisms] ::= ssp, scs, mpk }\n")
    write(folder, "c.json", '{"components": {"net": {"hardening": ["ssp"]}, "other": {}}}')
    write(folder, "map.txt", "build/ = net\n")
    arguments = ["verify", "s.mspec", "--config", "c.json", "--objects", "build", "--map", "map.txt"]
    done = mspec(folder, *arguments, status=1)
    assert "V3020" in done.out and "b.o" in done.out and "a.o" not in done.out
    made = json.loads(mspec(folder, *arguments, "--json", status=1).out)
    assert made["verdict"] == "unsafe" and [x["object"] for x in made["build"]] == ["build/b.o"], made
    assert "V3020" in mspec(folder, *arguments, "--format=sarif", status=1).out
    build(folder, compiler, "build/b", text.replace("NAME", "b"), "-fstack-protector-all")
    made = json.loads(mspec(folder, *arguments, "--json").out)
    assert made["verdict"] == "safe" and made["build"] == []
    # --component and --map ask for it, too
    assert json.loads(mspec(folder, *arguments[:4], "--component", "net=build/a.o,build/b.o", "--json").out)["build"] == []
    # code of no component, a component without any object, and a mechanism that leaves no marks
    write(folder, "map.txt", "build/a.o = net\n")
    assert "`build/b.o` is code of `b`, which is no component" in mspec(folder, *arguments, status=1).out
    made = json.loads(mspec(folder, *arguments, "--json", status=1).out)
    validate(made, "verify")
    assert made["verdict"] == "unsafe" and [(x["code"], x["component"], x["object"]) for x in made["build"]] == [("V3022", "b", "build/b.o")]
    write(folder, "map.txt", "build/a.o = net\nbuild/b.o = -\n")
    mspec(folder, *arguments)
    write(folder, "map.txt", "build/ = elsewhere\n")
    assert "none of the objects" in mspec(folder, *arguments, status=1).out
    write(folder, "map.txt", "build/ = net\n")
    write(folder, "c.json", '{"components": {"net": {"hardening": ["scs"]}, "other": {}}}')
    mspec(folder, *arguments, code="N2009")


# ---- grouping ----

@test
def one_component_a_file_or_archive(folder):
    for name in ("a", "b", "sub/b", "net/x", "net/y"):
        build(folder, "gcc", name, f"int {name.replace('/', '_')}(int x) {{ return x; }}")
    run(folder, "ar", "rc", "libz.a", "net/x.o", "net/y.o")
    assert set(facts(folder, "a.o", "b.o", "sub/b.o", "libz.a")) == {"a", "b", "sub-b", "libz"}
    assert set(facts(folder, "--component", "net=net/*.o", "net", "a.o")) == {"net", "a"}
    assert set(facts(folder, "--component", "net=net/x.o,net/y.o", "a.o")) == {"net", "a"}
    write(folder, "list", "net/x.o\n./a.o\n")
    write(folder, "map", "# rules\n@list = listed\nnet/ = {folder}\nsub/b.o = -\nlibz.a(x.o) = {stem}-of-z   # a member\n")
    made = facts(folder, "--map", "map", "a.o", "b.o", "sub/b.o", "net", "libz.a")
    assert {n: len(c["objects"]) for n, c in made.items()} == {"listed": 2, "b": 1, "net": 1, "x-of-z": 1, "libz": 1}, made
    write(folder, "map", "net/*.o -> net\n")
    mspec(folder, "extract", "--map", "map", "net", status=2, code="map:1")
    write(folder, "map", "nett/*.o = net\n")
    mspec(folder, "extract", "--map", "map", "net", code="W1032")


@test
def names_that_the_notation_lacks(folder):
    build(folder, "gcc", "8139too", "int f(int x) { return x; }\nint own(int x) { return x; }\n__asm__(\".globl a.b\\na.b: ret\");")
    build(folder, "gcc", "own", "int f(int), own(int); int g(int x) { return f(x) + own(x); }\n__asm__(\".text\\ncall a.b\");")
    parts, done = extract(folder, "8139too.o", "own.o")
    assert set(parts) == {"_8139too", "_own"} and "N2010" in done.err
    assert parts["_own"].needs() == {"_8139too.f", "_8139too._own", "_8139too.a_b"}


# ---- annotations ----

ANNOTATED = """#include "mspec/annotate.h"

MSPEC_COMPONENT(uksched, "[Language] ::= Dafny  [Requires] ::= X, *(R, W, runq)");
MSPEC_FUNCTION(thread_add, "[Pre] ::= thread_add(t): t != 0");
MSPEC_REGION(runq, "(runq, OWN, 64 KiB)");
char runq[65536];
EXTERN int thread_add(int t) { runq[t & 7]++; return t; }
"""


@each_compiler
def annotations_are_read(folder, compiler):
    for ending, extern in (("c", "extern"), ("cc", "extern \"C\"")):
        build(folder, compiler, "sched", ANNOTATED.replace("EXTERN", extern), "-g", ending=ending)
        build(folder, compiler, "user", "int thread_add(int); extern char runq[]; int g(int x) { return thread_add(x) + runq[0]; }", "-g")
        parts, done = extract(folder, "sched.o", "user.o")
        sched = parts["uksched"]
        assert sched["Language"] == "Dafny" and sched["Requires"] == "X, *(R, W, runq)" and "N2011" in done.err
        assert sched["Region"] == "(runq, OWN, 64 KiB)", sched.text
        assert "[Pre] ::= thread_add(t): t != 0" in sched.text


@each_compiler
def annotations_can_be_dropped(folder, compiler):
    text = ANNOTATED.replace("EXTERN", "extern") + "int main(void) { return thread_add(1) > 3; }"
    build(folder, compiler, "sched", text)
    run(folder, "objcopy", "--remove-section=.mspec", "sched.o", "without.o")
    assert "uksched" in facts(folder, "sched.o") and "without" in facts(folder, "without.o")
    build(folder, compiler, "sched", text, "-g")
    run(folder, compiler, "sched.o", "-o", "program")
    assert "uksched" in facts(folder, "program")
    run(folder, "objcopy", "--remove-section=.mspec", "program", "without")
    run(folder, compiler, "-Wl,--gc-sections", "sched.o", "-o", "collected")
    for name in ("without", "collected"):
        assert name in facts(folder, name), name
    build(folder, compiler, "off", ANNOTATED.replace("EXTERN", "extern"), "-DMSPEC_NO_ANNOTATIONS")
    assert "off" in facts(folder, "off.o")
    build(folder, compiler, "pedantic", ANNOTATED.replace("EXTERN", "extern"), "-Wall", "-Wextra", "-pedantic", "-Werror")


@each_compiler
def mistakes_in_annotations_are_shown_where_they_are(folder, compiler):
    for text, code in (("[Langage] ::= C", "annotated.c:7"), ("[Language ::= C", "annotated.c:7"), ("} system evil {", "annotated.c:7"),
                       ("component x { }", "annotated.c:7"), ("[Requires] ::= X \" \\\n  \"}", "annotated.c")):
        build(folder, compiler, "annotated", "#include \"mspec/annotate.h\"\n\n\n\n\n\nMSPEC_COMPONENT(net, \"" + text + "\");\nint f(int x) { return x; }")
        mspec(folder, "extract", "annotated.o", status=2, code=code)
    build(folder, compiler, "annotated", "#include \"mspec/annotate.h\"\nMSPEC_COMPONENT(net, \"[Requires] ::= X\");\nMSPEC_COMPONENT(fs, \"\");")
    mspec(folder, "extract", "annotated.o", status=2, code="E0808")
    for k, word in enumerate(("X", "none")):
        build(folder, compiler, f"n{k}", f"#include \"mspec/annotate.h\"\nMSPEC_COMPONENT(net, \"[Requires] ::= {word}\");\nint f{k}(int x) {{ return x; }}")
    mspec(folder, "extract", "n0.o", "n1.o", status=2, code="E0808")
    build(folder, compiler, "region", "#include \"mspec/annotate.h\"\nMSPEC_REGION(a, \"(b, OWN, 8 B)\");\nint f(int x) { return x; }")
    mspec(folder, "extract", "region.o", status=2, code="region.c:2")


@each_compiler
def the_code_contradicts_its_annotation(folder, compiler):
    build(folder, compiler, "owner", OWNER, "-g")
    for clause, status in (("[Call] ::= none", 2), ("[Call] ::= X(owner.other)", 2), ("[Call] ::= X(owner.f)", 0), ("[Call] ::= X", 0),
                           ("[Memory Access] ::= R, W", 2), ("[Memory Access] ::= R(own, owner.limit), W(own, owner.counter)", 0),
                           ("[Memory Access] ::= R(*), W(*)", 0)):
        build(folder, compiler, "user", f"#include \"mspec/annotate.h\"\nMSPEC_COMPONENT(net, \"{clause}\");\n" + USER, "-g")
        done = mspec(folder, "extract", "user.o", "owner.o", status=status, code="E0809" if status else None)
        assert not status or "user.c:2" in done.err


@test
def clauses_by_hand_win(folder):
    build(folder, "gcc", "user", USER, "-g")
    build(folder, "gcc", "owner", OWNER, "-g")
    write(folder, "all.mspec", "[Requires] ::= X\n[Memory Access] ::= R(*), W(*)\n")
    write(folder, "some.mspec", "component owner {\n    [Requires] ::= X, R(limit)\n    [Title] ::= \"The owner\"\n}\n")
    mspec(folder, "extract", "user.o", "owner.o", "--clauses", "all.mspec", "-o", "made.mspec")
    parts, _ = extract(folder, "user.o", "owner.o", "--clauses", "all.mspec", "--clauses", "some.mspec", "--grant-needs=users")
    assert parts["owner"]["Title"] == '"The owner"' and parts["user"]["Requires"] == "X"
    assert parts["owner"]["Requires"] == "X, R(limit) user(R, W, counter), user(R, limit)", parts["owner"]["Requires"]
    parts, _ = extract(folder, "user.o", "owner.o", "--clauses", "all.mspec", "--grant-needs=all")
    assert parts["owner"]["Requires"] == "X *(R, W, counter), *(R, limit)", parts["owner"]["Requires"]
    write(folder, "some.mspec", "component ownr {\n    [Requires] ::= X\n}\n")
    done = mspec(folder, "extract", "user.o", "owner.o", "--clauses", "some.mspec", status=2, code="E0808")
    assert "did you mean `owner`" in done.err


@test
def annotations_in_rust(folder):
    if not shutil.which("rustc"):
        raise Skip("no rustc")
    with open(os.path.join(ROOT, "docs", "extract.md"), encoding="utf-8") as f:
        macro = re.search(r"```rust\n(.*?)```", f.read(), re.S).group(1)
    write(folder, "r.rs", "#![crate_type=\"lib\"]\n" + macro + "#[no_mangle] pub extern \"C\" fn g(x: i32) -> i32 { x + 1 }\n")
    run(folder, "rustc", "-g", "--emit=obj", "-C", "panic=abort", "r.rs", "-o", "r.o")
    parts, _ = extract(folder, "r.o")
    assert parts["uksched"]["Language"] == "Rust" and parts["uksched"]["Requires"] == "X", parts


# ---- Linux, Unikraft ----

MODULE = """
__attribute__((section(".gnu.linkonce.this_module"))) char __this_module[64] = {1};
#define INFO(n, t) __attribute__((section(".modinfo"), used, aligned(1))) static const char info_##n[] = t
#define EXPORT(f) extern typeof(f) f; __asm__(".pushsection __ksymtab, \\"a\\"\\n__ksymtab_" #f ": .long " #f " - .\\n.popsection")
"""


@each_compiler
def modules_and_their_kernel(folder, compiler):
    build(folder, compiler, "mod/usb-core", MODULE + "INFO(a, \"depends=\"); int hidden(int x) { return x; } int printk(int);\n"
          "int usb_run(int x) { return printk(x); } EXPORT(usb_run); int usb_state; EXPORT(usb_state);", "-g", "-fno-pic", "-std=gnu11")
    build(folder, compiler, "mod/hid", MODULE + "INFO(a, \"depends=usb-core\"); INFO(b, \"softdep=pre: crc post: zlib\"); INFO(c, \"description=A \\\"HID\\\"\");\n"
          "int usb_run(int); extern int usb_state, jiffies; int g(int x) { return usb_run(x) + usb_state + jiffies; }", "-g", "-fno-pic", "-std=gnu11")
    parts, done = extract(folder, "mod")
    assert set(parts) == {"usb-core", "hid", "vmlinux"} and "N2008" in done.err
    assert parts["hid"].needs() == {"usb-core.usb_run"}
    assert parts["hid"].needs("Memory Access", "W") == {"usb-core.usb_state", "vmlinux.jiffies"}
    assert parts["usb-core"].needs() == {"vmlinux.printk"} and "hidden" not in parts["usb-core"].api()
    assert "# may ask for, when it runs: crc zlib" in parts["hid"].text and parts["hid"]["Title"] == '"A \\"HID\\""'
    write(folder, "mod/Module.symvers", "0x1\tprintk\tvmlinux\tEXPORT_SYMBOL\t\n0x2\tjiffies\tdrivers/timer\tEXPORT_SYMBOL\t\n")
    _, done = extract(folder, "mod")
    assert "N2008" not in done.err and "`hid` uses `jiffies`" in done.err and "drivers/timer" in done.err
    # what is not exported is not to be had
    build(folder, compiler, "mod/bad", MODULE + "INFO(a, \"depends=\"); int hidden(int); int g2(int x) { return hidden(x); }", "-g", "-fno-pic", "-std=gnu11")
    _, done = extract(folder, "mod")
    assert "`bad` uses `hidden`" in done.err


@test
def compressed_modules_are_not_left_out(folder):
    build(folder, "gcc", "mod/a", "int f(int x) { return x; }")
    write(folder, "mod/b.ko.xz", "x")
    mspec(folder, "extract", "mod", status=2, code="E0811")


@test
def unikraft_build_folder(folder):
    for name in ("libuksched.o", "libuksched.ld.o", "libuksched/sched.o", "libvfs.o", "libvfs.ld.o"):
        build(folder, "gcc", "build/" + name[:-2], f"int {re.sub('[^a-z]', '_', name)}(int x) {{ return x; }}")
    assert set(facts(folder, "build")) == {"uksched", "vfs"}


@test
def unikraft_source_tree(folder):
    write(folder, "lib/uksched/Makefile.uk", "$(eval $(call addlib_s,libuksched,$(CONFIG_LIBUKSCHED)))\n\nLIBUKSCHED_SRCS-y += $(LIBUKSCHED_BASE)/sched.c\n")
    write(folder, "lib/uksched/exportsyms.uk", "# the API\nuk_sched_yield\nuk_thread_add\n")
    write(folder, "lib/boot/Makefile.uk", "$(eval $(call addlib,libboot))\nLIBBOOT_SRCS-y += $(LIBBOOT_BASE)/boot.c \\\n   $(LIBBOOT_BASE)/start.S|common\n")
    write(folder, "lib/app/Makefile.uk", "$(eval $(call addlib_s,app-x,y))\nAPP_SRCS-y += a.cc\n")
    parts, _ = extract(folder, "--unikraft", "lib")
    assert set(parts) == {"uksched", "boot", "app-x"}
    assert parts["uksched"]["Language"] == "C" and {"uk_sched_yield", "uk_thread_add"} <= parts["uksched"].api()
    assert parts["boot"]["Language"] == "Assembler" and parts["app-x"]["Language"] == "C++"
    assert parts["uksched"]["Memory Access"] == "R(*), W(*)" and parts["uksched"].calls_anything()
    os.makedirs(os.path.join(folder, "empty"))
    mspec(folder, "extract", "--unikraft", "empty", status=2, code="E0812")


# ---- profiles ----

PERF = """redis-server  1234 [001]  100.000000:     200000 cycles:u:
	    55d0a1b2 f+0x1f (/x/image)
	    55d0a1b1 g+0x1f (/x/image)

redis-server  1234/1234 [001]  100.500000:     100000 cycles:u:
	    55d0a1b2 g+0x10 (/x/image)

redis-server  1234 [001]  101.000000:     100000 cycles:u:
	    55d0a1b2 f+0x10 (/x/image)
	    55d0a1b1 g+0x10 (/x/image)

swapper     0 [000]  102.000000:     100000 cycles:u:   ffffffff81 elsewhere+0x0 (/x/other)
"""


@test
def profiles(folder):
    build(folder, "gcc", "user", USER, "-g")
    build(folder, "gcc", "owner", OWNER, "-g")
    write(folder, "perf.txt", PERF)
    done = mspec(folder, "profile", "--perf", "perf.txt", "--objects", "user.o", "--objects", "owner.o", code="W1033")
    assert done.out == "[Profile] ::= (user, 20%) (owner, 60%) (user -> owner, 1 /s)\n", done.out
    extract(folder, "user.o", "owner.o", "--callbacks=each")
    write(folder, "folded.txt", "main;g;f 6\nmain;g 2\n")
    write(folder, "more.mspec", "component user { [Language] ::= C [API] ::= (g, SYMB) (main, SYMB) }\ncomponent owner { [Language] ::= C [API] ::= (f, SYMB) }\n")
    done = mspec(folder, "profile", "--folded", "folded.txt", "more.mspec", "--events=calls", "--seconds", "2")
    assert done.out == "[Profile] ::= (user, 25%) (owner, 75%) (user -> owner, 3 /s)\n", done.out
    assert "->" not in mspec(folder, "profile", "--folded", "folded.txt", "more.mspec").out, "stacks without times have no rates"
    # what is printed is a clause
    write(folder, "system.mspec", "include \"more.mspec\"\nsystem s {\n    [Components] ::= user, owner\n    [Mechanisms] ::= ssp\n    [Clock] ::= 1 GHz\n    " + done.out + "}\n")
    mspec(folder, "check", "system.mspec")
    for text, flag in (("no profile\n", "--perf"), ("", "--perf"), ("a;b\n", "--folded"), ("a;b 1e9\n", "--folded")):
        write(folder, "bad.txt", text)
        mspec(folder, "profile", flag, "bad.txt", "more.mspec", status=2, code="E0810")


# ---- hostile input ----

def may_only_refuse(folder, *arguments):
    done = subprocess.run([MSPEC, "extract", *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False,
                          env=ENVIRONMENT)
    err = done.stderr.decode("utf-8", "replace")
    assert done.returncode in (0, 2) and "Sanitizer" not in err and "runtime error" not in err, (arguments, done.returncode, err)
    assert done.returncode == 0 or re.search(r"error\[E08", err), (arguments, err)
    return done.returncode


@each_compiler
def truncated_objects(folder, compiler):
    build(folder, compiler, "a", USER, "-g")
    with open(os.path.join(folder, "a.o"), "rb") as f:
        whole = f.read()
    step = max(1, len(whole) // 60)
    for size in list(range(0, 128, 8)) + list(range(128, len(whole), step)):
        with open(os.path.join(folder, "cut.o"), "wb") as f:
            f.write(whole[:size])
        assert may_only_refuse(folder, "cut.o") == 2, size


@each_compiler
def overwritten_headers(folder, compiler):
    build(folder, compiler, "a", USER, "-g", "-fstack-protector-all")
    with open(os.path.join(folder, "a.o"), "rb") as f:
        whole = f.read()
    table = int.from_bytes(whole[40:48], "little")
    count = int.from_bytes(whole[60:62], "little")
    for section in range(count):
        for field, size in ((0, 4), (4, 4), (8, 8), (24, 8), (32, 8), (40, 4), (44, 4), (56, 8)):
            for value in (0, 1, 0x7FFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF):
                at = table + section * 64 + field
                with open(os.path.join(folder, "odd.o"), "wb") as f:
                    f.write(whole[:at] + value.to_bytes(8, "little")[:size] + whole[at + size:])
                if (section * 7 + field) % 5 == 0 or size == 8:
                    may_only_refuse(folder, "odd.o")


@test
def overlapping_sections(folder):
    build(folder, "gcc", "a", USER, "-g")
    with open(os.path.join(folder, "a.o"), "rb") as f:
        whole = bytearray(f.read())
    table, count = int.from_bytes(whole[40:48], "little"), int.from_bytes(whole[60:62], "little")
    sections = [(int.from_bytes(whole[table + k * 64 + 24:table + k * 64 + 32], "little"),
                 int.from_bytes(whole[table + k * 64 + 32:table + k * 64 + 40], "little"), k) for k in range(1, count)]
    used = sorted(s for s in sections if s[1] > 16)
    whole[table + used[1][2] * 64 + 24:table + used[1][2] * 64 + 32] = (used[0][0] + 8).to_bytes(8, "little")
    with open(os.path.join(folder, "overlap.o"), "wb") as f:
        f.write(whole)
    mspec(folder, "extract", "overlap.o", status=2, code="E0802")


@test
def archives(folder):
    build(folder, "gcc", "a", OWNER)
    build(folder, "gcc", "a_name_that_is_longer_than_sixteen_bytes", "int k(int x) { return x; }")
    run(folder, "ar", "rc", "inner.a", "a.o")
    run(folder, "ar", "rc", "outer.a", "inner.a", "a.o")
    mspec(folder, "extract", "outer.a", status=2, code="E0804")
    run(folder, "ar", "rcT", "thin.a", "a.o")
    mspec(folder, "extract", "thin.a", status=2, code="E0804")
    run(folder, "ar", "rc", "good.a", "a.o", "a_name_that_is_longer_than_sixteen_bytes.o")
    assert any("a_name_that_is_longer_than_sixteen_bytes.o" in o for o in facts(folder, "good.a")["good"]["objects"])
    with open(os.path.join(folder, "good.a"), "rb") as f:
        whole = f.read()
    for size in (8, 20, 68, 100, len(whole) - 200, len(whole) - 1):
        with open(os.path.join(folder, "cut.a"), "wb") as f:
            f.write(whole[:size])
        may_only_refuse(folder, "cut.a")
    with open(os.path.join(folder, "text.a"), "wb") as f:
        f.write(b"!<arch>\n" + b"readme.txt/     0           0     0     644     4         `\nabc\n")
    mspec(folder, "extract", "text.a", status=2, code="E0801")


@test
def not_objects(folder):
    write(folder, "a.o", "int f;\n")
    mspec(folder, "extract", "a.o", status=2, code="E0801")
    mspec(folder, "extract", "nowhere.o", status=2, code="E0134")
    os.makedirs(os.path.join(folder, "empty"))
    mspec(folder, "extract", "empty", status=2, code="E0805")
    mspec(folder, "extract", status=2)
    build(folder, "gcc", "s", OWNER)
    run(folder, "gcc", "-shared", "-nostdlib", "s.o", "-o", "s.so")
    run(folder, "strip", "--strip-all", "-R", ".dynsym", "s.so")


# ---- the program ----

def validate(document, verb):
    import warnings

    import jsonschema
    warnings.simplefilter("ignore", DeprecationWarning)
    folder, schemas = os.path.join(ROOT, "share", "mspec", "schema"), {}
    for name in [n for n in os.listdir(folder) if n.endswith(".json")]:
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            schema = json.load(f)
        schemas[schema["$id"]] = schema
    schema = schemas[f"{verb}.json"]
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft7Validator(schema, resolver=jsonschema.RefResolver("", schema, store=schemas)).validate(document)


@test
def json_by_its_schema(folder):
    build(folder, "gcc", "user", USER, "-g")
    build(folder, "gcc", "owner", OWNER, "-g")
    write(folder, "perf.txt", PERF)
    write(folder, "s.mspec", "component user { [Language] ::= C [Requires] ::= * }\n")
    write(folder, "c.json", '{"components": {"user": {"hardening": ["ssp"]}}}')
    for status, arguments in ((0, ["extract", "user.o", "owner.o"]), (0, ["extract", "user.o", "-o", "made.mspec"]), (2, ["extract", "none.o"]),
                              (0, ["profile", "--perf", "perf.txt", "--objects", "user.o"]), (2, ["profile", "--perf", "s.mspec", "s.mspec"]),
                              (1, ["verify", "s.mspec", "--config", "c.json", "--objects", "user.o"])):
        validate(json.loads(mspec(folder, *arguments, "--json", status=status).out), arguments[0])


@test
def a_first_specification(folder):
    build(folder, "gcc", "build/user/user", USER, "-g")
    build(folder, "gcc", "build/owner/owner", OWNER)
    done = mspec(folder, "init", "--component", "{folder}=*/*.o", "build", "-o", "made.mspec")
    assert "2 components" in done.out, done.out
    with open(os.path.join(folder, "made.mspec"), encoding="utf-8") as f:
        text = f.read()
    head = text.split("component owner {")[1].split("}")[0]
    assert "# TODO [Language]: not all of its code shows" in head and "[Language]      ::= Assembler" in head, head
    assert "# TODO [Language]" not in text.split("component user {")[1].split("}")[0] and "[Components] ::= owner, user" in text, text
    mspec(folder, "check", "made.mspec")
    mspec(folder, "solve", "made.mspec")
    mspec(folder, "init", "build", "-o", "made.mspec", status=2, code="E0635")
    with open(os.path.join(folder, "made.mspec"), encoding="utf-8") as f:
        assert f.read() == text
    validate(json.loads(mspec(folder, "init", "build", "--json").out), "init")


@test
def other_verbs_load_nothing_of_it(folder):
    done = subprocess.run(["ldd", MSPEC], capture_output=True, text=True, check=False)
    assert "libelf" not in done.stdout and "libdw" not in done.stdout, done.stdout


@test
def says_so_when_the_module_is_missing(folder):
    build(folder, "gcc", "a", OWNER)
    copy = os.path.join(folder, "elsewhere", "bin", "mspec")
    os.makedirs(os.path.dirname(copy))
    shutil.copy(MSPEC, copy)
    installed = subprocess.run([copy, "extract", "a.o"], cwd=folder, capture_output=True, text=True, check=False)
    if installed.returncode == 0:
        raise Skip("an installed module is found")
    assert installed.returncode == 2 and "E0806" in installed.stderr, installed.stderr


def main():
    global MSPEC
    parser = argparse.ArgumentParser()
    parser.add_argument("--mspec", default=os.path.join(ROOT, "build", "mspec"))
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    MSPEC = os.path.abspath(options.mspec)
    module = os.path.join(os.path.dirname(MSPEC), "libmspec-extract.so")
    if not os.path.exists(module):
        print("skipped: built without elfutils\n0 passed, 0 failed")
        return 0
    passed, failed, skipped = 0, 0, 0
    for function in TESTS:
        if options.names and not any(n in function.__name__ for n in options.names):
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                function(folder)
                passed += 1
            except Skip as why:
                skipped += 1
                print(f"skipped {function.__name__}: {why}")
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED {function.__name__}")
                traceback.print_exc(file=sys.stdout)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
