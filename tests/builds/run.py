#!/usr/bin/env python3
"""Builds the program of examples/userspace with each of make, CMake and Meson, by gcc and by clang, and holds it to what was promised.

usage: run.py [--mspec PATH] [PART OF A NAME ...]

For each of the six: the planted fault is real in the program as it is; with the exported options it is stopped where the configuration
says so, and the program does what it did. The snippet in the build lets the hardened program pass, does not run again when nothing has
changed, and fails the build when a flag is lost, when a component is added, and when the specification no longer holds.

Closes with `N passed, N failed`.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
EXAMPLE = os.path.join(ROOT, "examples", "userspace")
SNIPPETS = os.path.join(ROOT, "share", "mspec", "build")
ATTACK = "y" * 36
EXTRA = "int extra(int x); int extra(int x) { return x + 1; }\n"
MSPEC = None


def run(folder, *command, status=0, env=None):
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300,
                          env=dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8", **(env or {})), check=False)
    text = done.stdout.decode("utf-8", "replace")
    assert status is None or done.returncode == status, f"{command}: exit status {done.returncode}, not {status}\n{text}"
    return done.returncode, text


def release(compiler):
    return re.search(r"\d+", run(".", compiler, "-dumpversion")[1]).group()


def edit(folder, name, before, after):
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8") as f:
        text = f.read()
    assert before in text, (name, before)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text.replace(before, after))


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


class Tool:
    """A copy of the example, and how one of the build systems builds it. `build` gives (exit status, what was printed)."""

    def __init__(self, compiler):
        self.compiler = compiler
        self.folder = tempfile.mkdtemp(prefix="mspec-builds-")
        self.shop = os.path.join(self.folder, "shop")
        shutil.copytree(EXAMPLE, self.shop)
        # The catalogue of its own, so that it can be changed; and what pkg-config knows of an installed MSpec.
        self.catalog = os.path.join(self.folder, "catalog")
        shutil.copytree(os.path.join(ROOT, "share", "mspec", "catalog"), self.catalog)
        write(self.folder, "mspec.pc", f"builddir={SNIPPETS}\nName: mspec\nDescription: mspec\nVersion: 0\n")
        os.mkdir(os.path.join(self.folder, "bin"))
        os.symlink(MSPEC, os.path.join(self.folder, "bin", "mspec"))
        self.env = {"PATH": os.path.join(self.folder, "bin") + ":" + os.environ["PATH"], "PKG_CONFIG_PATH": self.folder,
                    "MSPEC_CATALOG": self.catalog, "CC": compiler}

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def export(self, name):
        run(self.shop, MSPEC, "export", "shop.mspec", "--config", "shop.json", "--to", self.format, "-o", name, "--compiler",
            f"{self.compiler}-{release(self.compiler)}", "--arch", platform.machine())

    def program(self, build, order, status=0):
        return run(self.shop, os.path.join(self.shop, build, "shop"), order, status=status, env={"ASAN_OPTIONS": "detect_leaks=0"})


class Make(Tool):
    format, hardening, snippet = "make", "hardening.mk", None

    def build(self, build, hardened=False, check=False, more=""):
        command = ["make", "-j2", f"CC={self.compiler}", f"BUILD={build}"]
        command += [f"HARDENING={self.hardening}"] if hardened else []
        command += ["CHECK=yes", f"MSPEC_STAMP={build}.stamp"] if check else []
        return run(self.shop, *command, *([f"MORE={more}"] if more else []), status=None, env=self.env)

    def stamp(self, build):
        return os.path.join(self.shop, build + ".stamp")

    def add(self):
        write(self.shop, "extra/extra.c", EXTRA)
        return "extra/extra.c"

    def forget(self, build):  # make does not know that what it includes has changed
        shutil.rmtree(os.path.join(self.shop, build))


class CMake(Tool):
    format, hardening, snippet = "cmake", "hardening.cmake", None

    def build(self, build, hardened=False, check=False, more=""):
        command = ["cmake", "-S", ".", "-B", build, "-DCMAKE_BUILD_TYPE=Release", f"-DCMAKE_C_COMPILER={self.compiler}", "-Wno-dev",
                   f"-DHARDENING={self.hardening if hardened else ''}", f"-DCHECK={'ON' if check else 'OFF'}", f"-DMORE={more}",
                   f"-DMSpec_DIR={SNIPPETS}", f"-DMSPEC_EXECUTABLE={MSPEC}"]
        status, text = run(self.shop, *command, status=None, env=self.env)
        return (status, text) if status else run(self.shop, "cmake", "--build", build, status=None, env=self.env)

    def stamp(self, build):
        return os.path.join(self.shop, build, "mspec-app.stamp")

    def add(self):
        write(self.shop, "extra/extra.c", EXTRA)
        edit(self.shop, "CMakeLists.txt", "add_executable(", "add_library(extra STATIC extra/extra.c)\nadd_executable(")
        return "extra"

    def forget(self, build):
        pass


class Meson(Tool):
    format, hardening, snippet = "meson", "hardening/meson.build", "meson.build"

    def build(self, build, hardened=False, check=False, more=""):
        if check and not os.path.exists(os.path.join(self.shop, "mspec")):
            os.mkdir(os.path.join(self.shop, "mspec"))
            shutil.copy(os.path.join(SNIPPETS, "meson.build"), os.path.join(self.shop, "mspec", "meson.build"))
        options = [f"-Dhardened={str(hardened).lower()}", f"-Dcheck={str(check).lower()}"]
        there = os.path.exists(os.path.join(self.shop, build, "build.ninja"))
        command = ["meson", "setup", build, "--buildtype=release", *options] if not there else ["meson", "configure", build, *options]
        status, text = run(self.shop, *command, status=None, env=self.env)
        return (status, text) if status else run(self.shop, "ninja", "-C", build, status=None, env=self.env)

    def stamp(self, build):
        return os.path.join(self.shop, build, "mspec", "mspec.stamp")

    def export(self, name):
        os.makedirs(os.path.join(self.shop, os.path.dirname(name)), exist_ok=True)
        super().export(name)

    def add(self):
        write(self.shop, "extra/extra.c", EXTRA)
        edit(self.shop, "meson.build", "'journal']\n", "'journal', 'extra']\n")
        edit(self.shop, "meson.build", "c_args: mspec_args[name]", "c_args: mspec_args.get(name, [])")
        return ""

    def forget(self, build):
        pass


def good(result):
    status, text = result
    assert status == 0, text
    return text


def bad(result, *words):
    status, text = result
    assert status != 0, f"the build goes through:\n{text}"
    for word in words:
        assert word in text, f"no `{word}` in\n{text}"


# ---- what is tested ----

def the_fault_is_real(tool):
    good(tool.build("plain"))
    assert "refund: denied" in tool.program("plain", "tea")[1]
    assert "refund: granted" in tool.program("plain", ATTACK)[1]


def the_hardened_component_stops_it(tool):
    tool.export(tool.hardening)
    good(tool.build("hardened", hardened=True))
    assert tool.program("hardened", "tea")[1] == tool.program("hardened", "tea")[1] == "order: tea\nrefund: denied\n"
    status, text = tool.program("hardened", ATTACK, status=None)
    assert status != 0 and "AddressSanitizer" in text and "in parse" in text and "granted" not in text, text


def options_for_others_stop_the_build(tool):
    tool.export(tool.hardening)
    other = {"gcc": "clang", "clang": "gcc"}[tool.compiler]
    tool.compiler, tool.env["CC"] = other, other
    bad(tool.build("other", hardened=True), "mspec: the compiler options are those of")


def the_check_passes_and_rests(tool):
    tool.export(tool.hardening)
    text = good(tool.build("build", hardened=True, check=True))
    assert "safe: nothing can be violated" in text, text
    first = os.stat(tool.stamp("build")).st_mtime_ns
    text = good(tool.build("build", hardened=True, check=True))
    assert "nothing can be violated" not in text and os.stat(tool.stamp("build")).st_mtime_ns == first, text
    # what was read is known: the catalogue too
    time.sleep(0.05)
    os.utime(os.path.join(tool.catalog, "hardening.mspec"))
    text = good(tool.build("build", hardened=True, check=True))
    assert "nothing can be violated" in text and os.stat(tool.stamp("build")).st_mtime_ns > first, text


def a_flag_that_is_lost_fails_the_build(tool):
    tool.export(tool.hardening)
    good(tool.build("build", hardened=True, check=True))
    with open(os.path.join(tool.shop, tool.hardening), encoding="utf-8") as f:
        text = f.read()
    write(tool.shop, tool.hardening, re.sub(r"^(.*(?:CFLAGS_parser :=|COMPILE_OPTIONS_parser|'parser':)[^a-z]*)-?fsanitize=address",
                                            r"\g<1>g0", text, count=1, flags=re.M))
    tool.forget("build")
    bad(tool.build("build", hardened=True, check=True), "V3020", "`parser` counts on `asan`")
    assert not os.path.exists(tool.stamp("build"))
    bad(tool.build("build", hardened=True, check=True), "V3020")  # and goes on failing
    tool.export(tool.hardening)
    tool.forget("build")
    good(tool.build("build", hardened=True, check=True))


def a_component_that_is_added_fails_the_build(tool):
    tool.export(tool.hardening)
    good(tool.build("build", hardened=True, check=True))
    more = tool.add()
    bad(tool.build("build", hardened=True, check=True, more=more), "V3022", "`extra`, which is no component of the system")


def a_specification_that_no_longer_holds_fails_the_build(tool):
    tool.export(tool.hardening)
    good(tool.build("build", hardened=True, check=True))
    edit(tool.shop, "shop.mspec", "[Affects] ::= parser", "[Affects] ::= parser, journal")
    bad(tool.build("build", hardened=True, check=True), "V3002", "`journal` may", "store")
    edit(tool.shop, "shop.mspec", "[Affects] ::= parser, journal", "[Affects] ::= parser")
    good(tool.build("build", hardened=True, check=True))
    edit(tool.shop, "shop.mspec", "system shop {", "component clock { [Language] ::= C }\nsystem shop {")
    edit(tool.shop, "shop.mspec", "app, parser, store, journal", "app, parser, store, journal, clock")
    bad(tool.build("build", hardened=True, check=True), "E0604", "clock")


TESTS = [the_fault_is_real, the_hardened_component_stops_it, options_for_others_stop_the_build, the_check_passes_and_rests,
         a_flag_that_is_lost_fails_the_build, a_component_that_is_added_fails_the_build,
         a_specification_that_no_longer_holds_fails_the_build]


def main():
    global MSPEC
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mspec", default=os.path.join(ROOT, "build", "mspec"))
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    MSPEC = os.path.abspath(options.mspec)
    passed = failed = 0
    for kind in (Make, CMake, Meson):
        for compiler in ("gcc", "clang"):
            for test in TESTS:
                name = f"{kind.format} {compiler} {test.__name__}"
                if options.names and not all(part in name for part in options.names):
                    continue
                tool = kind(compiler)
                try:
                    test(tool)
                    passed += 1
                except Exception:
                    failed += 1
                    print(f"FAILED {name}")
                    traceback.print_exc(limit=-2, file=sys.stdout)
                finally:
                    tool.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
