#!/usr/bin/env python3
"""Extracts the specification of all modules of Debian's kernel, and holds it to what the files say of themselves.

usage: linux.py [--mspec PATH] [--modules FOLDER]

The package is downloaded and unpacked into a temporary folder (71 MB, 400 MB unpacked), unless a folder of uncompressed modules is
given. Checked are: the graph of modules against `depends=` of each, calls through pointers against `.retpoline_sites`, imports against
`nm`, and time and memory against the bounds that the program is to keep. Closes with `N passed, N failed`; says so when the package
cannot be had.
"""

import argparse
import glob
import json
import os
import resource
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SECONDS, MEMORY = 2.0, 512 << 20
results = []


def check(name, good, detail=""):
    results.append(bool(good))
    print(f"{'ok    ' if good else 'FAILED'} {name} {detail}")


def download(folder):
    names = subprocess.run(["apt-cache", "search", "--names-only", r"^linux-image-6\.1\.0-[0-9]+-amd64$"], capture_output=True, text=True,
                           check=False).stdout.split("\n")
    names = sorted((n.split(" ")[0] for n in names if n), key=lambda n: int(n.split("-")[3]))
    if not names:
        return None
    subprocess.run(["apt-get", "download", "-q", names[-1]], cwd=folder, capture_output=True, check=False)
    packages = glob.glob(os.path.join(folder, "*.deb"))
    if not packages or subprocess.run(["dpkg", "-x", packages[0], os.path.join(folder, "root")], check=False).returncode:
        return None
    found = glob.glob(os.path.join(folder, "root/lib/modules/*/kernel"))
    return found[0] if found else None


class Module:
    """As little of ELF as the comparison needs, read by other means than the program's."""

    def __init__(self, path):
        with open(path, "rb") as f:
            self.bytes = f.read()
        offset, = struct.unpack_from("<Q", self.bytes, 40)
        count, names = struct.unpack_from("<HH", self.bytes, 60)
        headers = [struct.unpack_from("<IIQQQQIIQQ", self.bytes, offset + 64 * k) for k in range(count)]
        start = headers[names][4]
        self.sections = {}
        for h in headers:
            name = self.bytes[start + h[0]:self.bytes.index(b"\0", start + h[0])].decode()
            self.sections.setdefault(name, (h[4], h[5]))

    def info(self, key):
        at, size = self.sections[".modinfo"]
        for entry in self.bytes[at:at + size].split(b"\0"):
            if entry.startswith(key.encode() + b"="):
                return entry[len(key) + 1:].decode()
        return ""

    def retpolines(self):
        return self.sections.get(".retpoline_sites", (0, 0))[1] // 4


def compare(made, folder):
    by_file = {os.path.basename(c["objects"][0])[:-3]: c for c in made["components"] if c["objects"]}
    of_name = {c["name"]: stem for stem, c in by_file.items()}
    paths = {os.path.basename(p)[:-3]: p for p in glob.glob(os.path.join(folder, "**", "*.ko"), recursive=True)}
    edges, wrong_graph, wrong_calls, calls = 0, [], [], 0
    for stem, path in paths.items():
        module, component = Module(path), by_file.get(stem)
        if component is None:
            wrong_graph.append(stem)
            continue
        wanted = {x.replace("-", "_") for x in module.info("depends").split(",") if x}
        got = {of_name[x].replace("-", "_") for x in component["depends"] if x != "vmlinux"}
        edges += len(got)
        calls += component["indirect_calls"]
        if wanted != got:
            wrong_graph.append(stem)
        if component["indirect_calls"] != module.retpolines():
            wrong_calls.append(stem)
    check("every module is a component", len(by_file) == len(paths) > 0, f"({len(paths)})")
    check("the graph is that of depends=", not wrong_graph, f"({edges} edges; wrong: {wrong_graph[:5]})")
    check("calls through pointers are those of .retpoline_sites", not wrong_calls, f"({calls}; wrong: {wrong_calls[:5]})")
    unresolved = [c["name"] for c in made["components"] if c["unresolved"]]
    check("every symbol has an owner", not unresolved, str(unresolved[:5]))


def timed(command, **more):
    """The best of three: others may be using the machine."""
    best = None
    for _ in range(3):
        start = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
        best = min(best or 1e9, time.monotonic() - start)
    return best


def measure(mspec, folder, out):
    command = [mspec, "extract", "--language", "C", folder, "-o", out]
    seconds = timed(command)
    # of all children so far, the largest: nm has not run yet
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    nm = timed(["sh", "-c", "find \"$0\" -name '*.ko' -print0 | xargs -0 nm", folder])
    check("time", seconds <= SECONDS, f"({seconds:.2f} s, at most {SECONDS} s)")
    check("no slower than nm by more than twice", seconds <= 2 * nm, f"(nm: {nm:.2f} s)")
    return memory


def run(mspec, folder, temporary):
    out = os.path.join(temporary, "linux.mspec")
    memory = measure(mspec, folder, out)
    check("the specification has no mistakes", subprocess.run([mspec, "check", out], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                                               check=False).returncode == 0)
    check("it is canonical", subprocess.run([mspec, "fmt", "--check", out], check=False).returncode == 0)
    check("memory", memory <= MEMORY, f"({memory >> 20} MiB, at most {MEMORY >> 20} MiB)")
    done = subprocess.run([mspec, "extract", "--language", "C", folder, "-o", out, "--json"], capture_output=True, check=True)
    compare(json.loads(done.stdout), folder)
    example = subprocess.run(["sh", os.path.join(ROOT, "examples/linux-modules/run"), mspec, folder, os.path.join(temporary, "example")],
                             capture_output=True, text=True, check=False)
    modules = subprocess.run(["sh", os.path.join(ROOT, "examples/linux-modules/run-modules"), mspec, folder, os.path.join(temporary, "modules")],
                             capture_output=True, text=True, check=False)
    check("the example of single modules holds", modules.returncode == 0 and "Optimal" in modules.stdout and "Held" in modules.stdout,
          modules.stderr[-300:] if modules.returncode else "")
    check("the example holds", example.returncode == 0 and "Optimal" in example.stdout, example.stderr[-300:] if example.returncode else "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mspec", default=os.path.join(ROOT, "build", "mspec"))
    parser.add_argument("--modules")
    options = parser.parse_args()
    if not os.path.exists(os.path.join(os.path.dirname(os.path.abspath(options.mspec)), "libmspec-extract.so")):
        print("skipped: built without elfutils\n0 passed, 0 failed, 1 skipped")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.modules or download(temporary)
        if not folder:
            print("skipped: the package linux-image-6.1.0-*-amd64 cannot be had\n0 passed, 0 failed, 1 skipped")
            return 0
        run(os.path.abspath(options.mspec), os.path.abspath(folder), temporary)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
