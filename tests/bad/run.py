#!/usr/bin/env python3
"""Bad input: each fixture is a specification named after its defect, and beside it stands what `mspec check` says of it.

usage: run.py [--mspec PATH] [--bless] [NAME ...]

NAME.mspec is checked in this folder; NAME.expected holds its exit status, which is 2, and what was printed on standard error.
`--bless` writes those files: read the difference before you commit it. Closes with `N passed, N failed`.
"""

import argparse
import difflib
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LONGEST = 400  # columns of a line that are compared: some fixtures have very long lines


def check(mspec, name):
    done = subprocess.run([mspec, "check", name + ".mspec"], cwd=HERE, capture_output=True, timeout=60, check=False,
                          env=dict(os.environ, NO_COLOR="1"), stdin=subprocess.DEVNULL)
    text = done.stderr.decode("utf-8", "replace") + done.stdout.decode("utf-8", "replace")
    lines = [line[:LONGEST].rstrip() for line in text.split("\n")]
    return [f"exit status {done.returncode}"] + lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mspec", default=os.path.join(ROOT, "build", "mspec"))
    parser.add_argument("--bless", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    mspec = os.path.abspath(options.mspec)
    names = options.names or sorted(n[:-6] for n in os.listdir(HERE) if n.endswith(".mspec"))
    passed = failed = 0
    for name in names:
        printed = check(mspec, name)
        path = os.path.join(HERE, name + ".expected")
        if options.bless:
            with open(path, "w", encoding="utf-8") as f:
                f.write("\n".join(printed))
        expected = open(path, encoding="utf-8").read().split("\n") if os.path.exists(path) else []
        if printed == expected and printed[0] == "exit status 2":
            passed += 1
            continue
        failed += 1
        print(f"FAILED {name}: {printed[0]}")
        print("\n".join(difflib.unified_diff(expected, printed, "expected", "printed", lineterm="")))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
