#!/usr/bin/env python3
"""Runs the cases of this folder: each a small specification that probes one rule, with the answer worked out by hand.

    run.py --mspec build/cli/mspec          against the program
    run.py --reference                      against the reference (tests/reference)

NAME.mspec is the specification, NAME.expected.json what is expected, NAME.config.json a configuration for `verify`.
What is expected: "space" (some of the counts), "solve" (verdict, cost, count), "verify" (verdict; for `unsafe` every
violation as [from, operation, owner]), or "error": true where the input is wrong (exit status 2).
"""

import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


class ByProgram:
    def __init__(self, path, folder):
        self.path = os.path.abspath(path)
        with open(os.path.join(folder, "nothing.mspec"), "w", encoding="utf-8") as f:
            f.write("# a catalogue of nothing: every case declares what it uses\n")
        self.env = dict(os.environ, MSPEC_CATALOG=folder, NO_COLOR="1")

    def ask(self, verb, spec, config=None):
        command = [self.path, verb, "--json"] + (["--all"] if verb == "solve" else [])
        command += ["--config", config] if config else []
        try:
            done = subprocess.run(command + [spec], env=self.env, capture_output=True, timeout=120)
        except subprocess.TimeoutExpired:
            return "timeout", {}
        try:
            return done.returncode, json.loads(done.stdout)
        except ValueError:
            return done.returncode, {"stderr": done.stderr.decode("utf-8", "replace")[-500:]}


class ByReference:
    def __init__(self):
        sys.path.insert(0, os.path.join(HERE, "..", "reference"))

    def ask(self, verb, spec, config=None):
        from mspec_reference import answers
        from mspec_reference.parse import SpecError
        try:
            system = answers.load([spec], catalogue="")
            if verb == "verify":
                with open(config, encoding="utf-8") as f:
                    found = answers.verify_answer(system, json.load(f))
            elif verb == "space":
                found = answers.space_answer(answers.Exploration(system))
            else:
                found = answers.solve_answer(answers.Exploration(system))
        except SpecError as e:
            return 2, {"error": str(e)}
        return (1 if found.get("verdict") in ("unsatisfiable", "unsafe", "invalid") else 0), found


def same(expected, found):
    if isinstance(expected, (int, float)) and isinstance(found, (int, float)):
        return abs(expected - found) <= 1e-9 * max(1.0, abs(expected))
    return expected == found


def check(judge, base):
    """What is wrong with the answers for one case: a list of lines."""
    spec, config = base + ".mspec", base + ".config.json"
    with open(base + ".expected.json", encoding="utf-8") as f:
        expected = json.load(f)
    config = config if os.path.exists(config) else None
    wrong = []

    def complain(verb, what, want, got, answer):
        note = answer.get("error") or answer.get("stderr") or ""
        wrong.append("%s: %s is %s, expected %s%s" % (verb, what, json.dumps(got), json.dumps(want), "  " + note if note else ""))

    if expected.get("error"):
        verb = "verify" if config else "solve"
        status, answer = judge.ask(verb, spec, config)
        if status != 2:
            complain(verb, "exit status", 2, status, answer)
        return wrong
    if "space" in expected:
        status, answer = judge.ask("space", spec)
        if status != 0:
            complain("space", "exit status", 0, status, answer)
        for key, want in expected["space"].items():
            if answer.get(key) != want:
                complain("space", key, want, answer.get(key), answer)
    if "solve" in expected:
        want = expected["solve"]
        status, answer = judge.ask("solve", spec)
        if status != (0 if want["verdict"] == "safe" else 1):
            complain("solve", "exit status", 0 if want["verdict"] == "safe" else 1, status, answer)
        for key in ("verdict", "count"):
            if key in want and answer.get(key) != want[key]:
                complain("solve", key, want[key], answer.get(key), answer)
        for key, value in want.get("cost", {}).items():
            measured = dict((answer.get("configurations") or [{}])[0].get("cost", {}), **answer.get("cost", {}))
            if not same(value, measured.get(key)):
                complain("solve", key, value, measured.get(key), answer)
    if "verify" in expected:
        want = expected["verify"]
        status, answer = judge.ask("verify", spec, config)
        if status != (0 if want["verdict"] == "safe" else 1):
            complain("verify", "exit status", 0 if want["verdict"] == "safe" else 1, status, answer)
        if answer.get("verdict") != want["verdict"]:
            complain("verify", "verdict", want["verdict"], answer.get("verdict"), answer)
        found = set()
        for v in answer.get("violations", []):
            for operation in (("X.call", "X.return") if v["operation"] == "X" else (v["operation"],)):
                found.add((v["from"], operation, v["owner"]))
        if found != {tuple(v) for v in want.get("violations", [])}:
            complain("verify", "violations", want.get("violations", []), sorted(map(list, found)), answer)
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mspec")
    parser.add_argument("--reference", action="store_true")
    parser.add_argument("names", nargs="*", help="only these cases")
    options = parser.parse_args()
    if not options.mspec and not options.reference:
        parser.error("--mspec or --reference")
    passed = failed = 0
    with tempfile.TemporaryDirectory() as empty:
        judge = ByReference() if options.reference else ByProgram(options.mspec, empty)
        for path in sorted(glob.glob(os.path.join(HERE, "*.expected.json"))):
            base = path[:-len(".expected.json")]
            name = os.path.basename(base)
            if options.names and name not in options.names:
                continue
            wrong = check(judge, base)
            passed += not wrong
            failed += bool(wrong)
            for line in wrong[:4]:
                print("%s: %s" % (name, line))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
