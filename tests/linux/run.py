#!/usr/bin/env python3
"""The Linux fragment on a real tree: Debian's kernel source.

usage: run.py [--mspec PATH] [--tree FOLDER] [--build]

Merges what `mspec export --to linux` writes into the tree's defconfig, as its users do (merge_config.sh, olddefconfig), and has
`mspec verify --linux-config` read back every option. A fragment that Kconfig cannot keep must be found out. With --build one
directory is compiled as well, and its objects are looked at for the marks of hardening: there where it was asked for, and nowhere
else. Needs the packages linux-source-6.1, flex, bison, bc, libelf-dev, libssl-dev; says so and skips when something is missing.

Closes with `N passed, N failed, N skipped`.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SOURCE = "/usr/src/linux-source-6.1.tar.xz"
SPEC = """component inflate { [Language] ::= C [Requires] ::= * [Origin] ::= "pkg:generic/linux@6.1#lib/zlib_inflate" }
component inftrees { [Language] ::= C [Requires] ::= * [Origin] ::= "pkg:generic/linux@6.1#lib/zlib_inflate/inftrees.o" }
system kernel {
    [Components] ::= inflate, inftrees
    [Mechanisms] ::= kasan-vmalloc, kasan, ssp, vmap-stack
    [Use]        ::= kasan-vmalloc on inftrees; ssp on inftrees; vmap-stack on inflate
}
"""
BARE = ["inffast.o", "inflate.o"]  # of the directory, without inftrees.o


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def need(done):
    assert done.returncode == 0, f"{done.args}: exit status {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


def unpack(folder):
    need(run(["tar", "-C", folder, "-xf", SOURCE, "--strip-components=1"]))


def configure(mspec, tree, folder):
    spec, config = os.path.join(folder, "kernel.mspec"), os.path.join(folder, "kernel.json")
    with open(spec, "w", encoding="utf-8") as f:
        f.write(SPEC)
    need(run([mspec, "solve", spec, "--target", "linux", "--config-out", config]))
    need(run([mspec, "export", spec, "--target", "linux", "--config", config, "--to", "linux", "-o", f"{folder}/mspec.config"]))
    need(run([mspec, "export", spec, "--target", "linux", "--config", config, "--to", "linux-make", "-o", f"{tree}/mspec.mk"]))
    need(run(["make", "-C", tree, f"O={folder}/out", "tinyconfig"]))
    # what the options depend on, and what is no part of the fragment
    need(run([f"{tree}/scripts/config", "--file", f"{folder}/out/.config", "-e", "64BIT", "-e", "MMU", "-e", "SLUB", "-e", "SYSFS",
              "-d", "SLOB", "-e", "PRINTK", "-e", "BLK_DEV_INITRD", "-e", "RD_GZIP"]))
    need(run(["make", "-C", tree, f"O={folder}/out", "olddefconfig"]))
    need(run(["scripts/kconfig/merge_config.sh", "-O", f"{folder}/out", f"{folder}/out/.config", f"{folder}/mspec.config"],
             cwd=tree))
    return spec, config


def read_back(mspec, spec, config, folder):
    done = run([mspec, "verify", spec, "--target", "linux", "--config", config, "--linux-config", f"{folder}/out/.config"])
    assert done.returncode == 0, done.stdout + done.stderr


def lost_is_found(mspec, tree, spec, config, folder):
    """KASAN without its allocator: Kconfig drops it, and says nothing."""
    shutil.copy(f"{folder}/out/.config", f"{folder}/out/.config.kept")
    need(run([f"{tree}/scripts/config", "--file", f"{folder}/out/.config", "-d", "SLUB", "-e", "SLOB", "-d", "SYSFS"]))
    need(run(["make", "-C", tree, f"O={folder}/out", "olddefconfig"]))
    done = run([mspec, "verify", spec, "--target", "linux", "--config", config, "--linux-config", f"{folder}/out/.config", "--json"])
    shutil.copy(f"{folder}/out/.config.kept", f"{folder}/out/.config")
    assert done.returncode == 1, done.stdout + done.stderr
    lost = [d["message"] for d in json.loads(done.stdout)["deployed"]]
    assert any("CONFIG_KASAN=y" in message for message in lost), lost


def build(tree, folder):
    makefile = f"{tree}/lib/zlib_inflate/Makefile"
    with open(makefile, encoding="utf-8") as f:
        text = f.read()
    if "mspec.mk" not in text:
        with open(makefile, "a", encoding="utf-8") as f:
            f.write("include $(srctree)/mspec.mk\n")
    need(run(["make", "-C", tree, f"O={folder}/out", "-j2", "lib/zlib_inflate/"]))
    marks = {}
    for name in BARE + ["inftrees.o"]:
        symbols = need(run(["nm", f"{folder}/out/lib/zlib_inflate/{name}"]))
        marks[name] = ("__asan" in symbols, "__stack_chk_fail" in symbols)
    for name in BARE:
        assert marks[name] == (False, False), marks
    assert marks["inftrees.o"][0], marks
    # a stack protector leaves its mark where a function has a buffer, as the one of this object does
    assert marks["inftrees.o"][1], marks


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mspec", default=os.path.join(ROOT, "build", "mspec"))
    parser.add_argument("--tree", help="an unpacked kernel source, which is written to")
    parser.add_argument("--build", action="store_true")
    options = parser.parse_args()
    missing = [tool for tool in ("make", "flex", "bison", "gcc") if not shutil.which(tool)]
    if missing or not (options.tree or os.path.exists(SOURCE)):
        print("skipped: %s is missing (packages linux-source-6.1, flex, bison, bc, libelf-dev, libssl-dev)"
              % (", ".join(missing) or "the source of the kernel"))
        print("0 passed, 0 failed, 1 skipped")
        return 0
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="mspec-linux-") as folder:
        os.mkdir(f"{folder}/out")
        tree = options.tree
        if not tree:
            tree = f"{folder}/tree"
            os.mkdir(tree)
            unpack(tree)
        mspec, state = os.path.abspath(options.mspec), {}

        def prepare():
            state["spec"], state["config"] = configure(mspec, tree, folder)

        steps = [("options merge", prepare),
                 ("all of them stick", lambda: read_back(mspec, state["spec"], state["config"], folder)),
                 ("what does not stick is found", lambda: lost_is_found(mspec, tree, state["spec"], state["config"], folder))]
        if options.build:
            steps.append(("objects carry the marks", lambda: build(tree, folder)))
        for name, step in steps:
            try:
                step()
                passed += 1
            except (AssertionError, KeyError) as e:
                failed += 1
                print(f"FAILED {name}: {e}")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
