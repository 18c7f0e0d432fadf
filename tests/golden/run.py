#!/usr/bin/env python3
"""Golden tests of the command's output: what it prints must stay as it is, byte for byte.

usage: run.py [--mspec PATH] [--bless] [NAME ...]

A case is a file NAME.golden of commands and what they print:

    $ mspec check input/two-errors.mspec
    | what it prints on standard output, line by line
    ! what it prints on standard error
    = 2                                  (its exit status)

Lines that start with `#` are comments. The commands of a case run one after the other in a fresh folder, in which `input` leads
to tests/golden/input and `examples` to the project's. Times are not compared. `--bless` writes what was printed into the files.

Closes with `N passed, N failed`.
"""

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TIMES = [(re.compile(r"\b\d+\.\d+ s\b"), "0.000 s"), (re.compile(r'("seconds": )[0-9.e+-]+'), r"\g<1>0.0"),
         (re.compile(r'("nodes": )\d+'), r"\g<1>0")]


CATALOG = re.compile(r"(<project>/share/mspec/(?:catalog|target)/[a-z]+\.mspec:)\d+:\d+(.*\n) +\d+ \|")


def steady(text):
    """Without what changes from run to run, from place to place, and with every line that the catalogue gains."""
    text = text.replace(ROOT, "<project>")
    text = CATALOG.sub(r"\g<1>N:N\g<2>     N |", text)
    for pattern, replacement in TIMES:
        text = pattern.sub(replacement, text)
    return text


def run_command(command, folder, mspec):
    env = dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8", PATH=os.path.join(folder, ".bin") + ":" + os.environ["PATH"])
    env.pop("MSPEC_CATALOG", None)
    try:
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=120, check=False)
    except subprocess.TimeoutExpired:
        return ["= no end within 120 seconds"]
    lines = []
    for mark, data in (("|", done.stdout), ("!", done.stderr)):
        text = steady(data.decode("utf-8", "replace"))
        lines += [f"{mark} {line}".rstrip() for line in text.split("\n")[:-1]]
        if text and not text.endswith("\n"):
            lines.append(f"{mark} {text.rsplit(chr(10), 1)[-1]}\\")
    return lines + [f"= {done.returncode}"]


def run_case(path, mspec):
    with open(path, encoding="utf-8") as f:
        expected = f.read().split("\n")
    printed = []
    with tempfile.TemporaryDirectory(prefix="mspec-golden-") as folder:
        os.mkdir(os.path.join(folder, ".bin"))
        os.symlink(mspec, os.path.join(folder, ".bin", "mspec"))
        os.symlink(os.path.join(HERE, "input"), os.path.join(folder, "input"))
        os.symlink(os.path.join(ROOT, "examples"), os.path.join(folder, "examples"))
        for line in expected:
            if line.startswith("$ "):
                printed.append(line)
                printed += run_command(line[2:], folder, mspec)
            elif not line or line.startswith("#"):
                printed.append(line)
    return expected, printed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mspec", default=os.path.join(ROOT, "build", "mspec"))
    parser.add_argument("--bless", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    mspec = os.path.abspath(options.mspec)
    names = options.names or sorted(n[:-7] for n in os.listdir(HERE) if n.endswith(".golden"))
    passed = failed = 0
    for name in names:
        path = os.path.join(HERE, name + ".golden")
        expected, printed = run_case(path, mspec)
        if [line.rstrip() for line in expected] == [line.rstrip() for line in printed]:
            passed += 1
        elif options.bless:
            with open(path, "w", encoding="utf-8") as f:
                f.write("\n".join(printed))
            print(f"blessed {name}")
            passed += 1
        else:
            failed += 1
            print(f"FAILED {name}")
            print("\n".join(difflib.unified_diff(expected, printed, "expected", "printed", lineterm="")))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
