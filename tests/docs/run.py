#!/usr/bin/env python3
"""Runs the documentation: what a page shows is what the program does.

usage: run.py [--mspec PATH] [--bless] [PAGE.md ...]      (without pages: README.md and docs/*.md)

In a page, by the info string of a fenced block:

    ```mspec      a complete specification; `mspec check` must accept it. After a line `<!-- save as NAME -->` it is also written
                  to the folder in which the page's commands run, under that name.
    ```console    lines that start with `$ ` are commands, the lines after each are what it prints (standard output and
                  standard error together). A line `…` stands for any number of lines. Times ("0.004 s") and the
                  names of engines are not compared.

The commands of one page run one after the other in one temporary folder, in which `examples` and `docs` lead to the project's.
`--bless` writes what was printed into the pages instead of comparing (what still fits stays as it is, and a `…` at the start or
the end stays where the line beside it is still printed).

Without pages named, docs/catalogue.md must also be what docs/generate makes of the catalogue.

Closes with `N passed, N failed`; the exit status is 0 when nothing failed.
"""

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TIMEOUT = 120  # seconds for one command
FENCE = re.compile(r"^(`{3,})(\S*)\s*$")
SAVE = re.compile(r"^<!-- save as (\S+) -->\s*$")
VARIES = [(re.compile(r"\b\d+(\.\d+)? (s|ms)\b"), "0 s"), (re.compile(r"engine `\w+`"), "engine")]


def steady(line):
    for pattern, replacement in VARIES:
        line = pattern.sub(replacement, line)
    return line


class Block:
    def __init__(self, kind, first, lines, save):
        self.kind, self.first, self.lines, self.save = kind, first, lines, save  # first: index of the line after the fence


def blocks_of(lines):
    found, save, i = [], None, 0
    while i < len(lines):
        fence = FENCE.match(lines[i])
        if fence and fence.group(2):
            end = i + 1
            while end < len(lines) and lines[end].rstrip() != fence.group(1):
                end += 1
            found.append(Block(fence.group(2), i + 1, lines[i + 1:end], save))
            save, i = None, end + 1
            continue
        marker = SAVE.match(lines[i])
        if marker:
            save = marker.group(1)
        elif lines[i].strip():
            save = None
        i += 1
    return found


def commands_of(block):
    """[(command, expected lines)]; a command goes on on the next line after a trailing backslash."""
    commands, more = [], False
    for line in block.lines:
        if more:
            commands[-1][0] += "\n" + line
        elif line.startswith("$ "):
            commands.append([line[2:], []])
        elif commands:
            commands[-1][1].append(line)
        more = (more or line.startswith("$ ")) and line.endswith("\\")
    return commands


def pattern_of(expected):
    parts = [r"(?:.*\n)*" if line.strip() == "…" else re.escape(steady(line)) + r"\n" for line in expected]
    return re.compile("".join(parts))


def fits(expected, printed):
    text = "".join(steady(line) + "\n" for line in printed)
    return pattern_of(expected).fullmatch(text) is not None


def shortened(expected, printed):
    """What to write into the page: the new text, left out at its start and end where the old one was."""
    same = [steady(line) for line in printed]
    start, end, head, tail = 0, len(printed), [], []
    if len(expected) > 1 and expected[0].strip() == "…" and steady(expected[1]) in same:
        start, head = same.index(steady(expected[1])), ["…"]
    if len(expected) > 1 and expected[-1].strip() == "…" and steady(expected[-2]) in same[start:]:
        end, tail = len(same) - same[::-1].index(steady(expected[-2])), ["…"]
    return head + printed[start:end] + tail


class Page:
    def __init__(self, path, mspec, bless, say):
        self.path, self.mspec, self.bless, self.say = path, mspec, bless, say
        self.name = os.path.relpath(path, ROOT)
        self.passed = self.failed = 0

    def result(self, good, line, what, detail=""):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            self.say(f"FAILED {self.name}:{line}: {what}\n{detail}")

    def shell(self, command, folder, status):
        env = dict({"MSPEC_CATALOG": os.path.join(ROOT, "share", "mspec", "catalog")}, **os.environ)
        env = dict(env, NO_COLOR="1", LC_ALL="C.UTF-8", PATH=folder + "/.bin:" + os.environ.get("PATH", ""))
        try:
            done = subprocess.run(["bash", "-c", f"(exit {status})\n{command}"], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=TIMEOUT, check=False)
        except subprocess.TimeoutExpired:
            return ["(no end within %d seconds)" % TIMEOUT], 124
        lines = done.stdout.decode("utf-8", "replace").split("\n")
        if lines and not lines[-1]:
            lines.pop()
        return [line.rstrip() for line in lines], done.returncode

    def check(self, block, folder, number):
        name = block.save or f"example-{number}.mspec"
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write("\n".join(block.lines) + "\n")
        printed, status = self.shell(f"mspec check {name}", folder, 0)
        self.result(status == 0, block.first, "the specification does not pass `mspec check`", "\n".join(printed))

    def console(self, block, folder):
        out, status = [], 0
        for command, expected in commands_of(block):
            trailing = []  # empty lines before the next command are layout
            while expected and not expected[-1].strip():
                trailing.append(expected.pop())
            printed, status = self.shell(command, folder, status)
            good = fits(expected, printed)
            out += ["$ " + command] + (expected if good else shortened(expected, printed)) + trailing
            if not self.bless or good:
                diff = "\n".join(difflib.unified_diff(expected, printed, "the page", "the program", lineterm=""))
                self.result(good, block.first, "$ " + command, diff)
            else:
                self.passed += 1
                self.say(f"blessed {self.name}:{block.first}: $ {command}")
        return "\n".join(out).split("\n")

    def run(self):
        with open(self.path, encoding="utf-8") as f:
            lines = f.read().split("\n")
        with tempfile.TemporaryDirectory(prefix="mspec-docs-") as folder:
            os.mkdir(folder + "/.bin")
            os.symlink(self.mspec, folder + "/.bin/mspec")
            for name in ("examples", "docs"):
                os.symlink(os.path.join(ROOT, name), os.path.join(folder, name))
            found = blocks_of(lines)
            new = {}
            for number, block in enumerate(found, 1):
                if block.kind == "mspec":
                    self.check(block, folder, number)
                elif block.kind == "console":
                    new[block.first] = (len(block.lines), self.console(block, folder))
        if self.bless:
            for first in sorted(new, reverse=True):
                count, text = new[first]
                lines[first:first + count] = text
            with open(self.path, "w", encoding="utf-8") as f:
                f.write("\n".join(lines))
        return self


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mspec", default=os.path.join(ROOT, "build", "mspec"), help="the program (default: build/mspec)")
    parser.add_argument("--bless", action="store_true", help="write what was printed into the pages")
    parser.add_argument("pages", nargs="*", metavar="PAGE.md")
    options = parser.parse_args()
    mspec = os.path.abspath(options.mspec)
    if not os.access(mspec, os.X_OK):
        print(f"there is no program at {mspec}; build it, or say --mspec PATH", file=sys.stderr)
        return 2
    pages = options.pages or [os.path.join(ROOT, "README.md")] + sorted(
        os.path.join(ROOT, "docs", n) for n in os.listdir(os.path.join(ROOT, "docs")) if n.endswith(".md"))
    passed = failed = 0
    if not options.pages:
        current = subprocess.run([sys.executable, os.path.join(ROOT, "docs", "generate"), "--check"], check=False).returncode == 0
        passed, failed = int(current), int(not current)
    for path in pages:
        page = Page(os.path.abspath(path), mspec, options.bless, print).run()
        passed, failed = passed + page.passed, failed + page.failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
