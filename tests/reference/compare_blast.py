#!/usr/bin/env python3
"""Judges the program's blast radius by the reference: random small systems, random configurations, every component as the start.

    compare_blast.py --mspec build/mspec [--count 300] [--seed 1]

Closes with `N passed, N failed`; a system that differs is printed.
"""

import argparse
import json
import random
import sys
import tempfile

from compare import LARGEST, Program, pairs, random_configurations
from generate import Generator
from mspec_reference import answers, space
from mspec_reference.parse import SpecError


def differ(mine, theirs):
    if theirs["exit"] != (0 if mine["contained"] else 1):
        return "exit status %s" % theirs["exit"]
    for key in ("overwritten", "controlled"):
        if theirs.get(key) != mine[key]:
            return key
    steps = [(s["from"], s["to"]) for s in theirs["steps"] if s["effect"] == "overwritten"]
    if steps != [(s["from"], s["to"]) for s in mine["steps"]]:
        return "steps"
    if pairs(mine["violations"]) != pairs(theirs["violations"]):
        return "violations"
    fallen = sorted((set(mine["overwritten"]) | {v["owner"] for v in mine["violations"]}) - {mine["overwritten"][0]})
    if sorted(theirs["falls"]) != fallen:
        return "falls"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mspec", required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        program = Program(options.mspec, folder, 60)
        for seed in range(options.seed, options.seed + options.count):
            text = Generator(seed).text()
            try:
                system = answers.load_text(text)
                if space.size(system, LARGEST) is None:
                    continue
            except SpecError:
                continue
            rng = random.Random(seed)
            for config in random_configurations(system, rng, 3):
                start = rng.choice(system.components)
                mine = answers.blast_answer(system, config, start)
                theirs = program.run("blast", text, ["--compromise", start], config=config)
                what = differ(mine, theirs)
                each = program.run("blast", text, ["--each"], config=config)
                if what is None and not any({k: s[k] for k in ("overwritten", "controlled", "falls")} ==
                                            {k: theirs[k] for k in ("overwritten", "controlled", "falls")}
                                            for s in each.get("starts", []) if s["start"] == start):
                    what = "--each"
                if what is None:
                    total = sum(len(s["falls"]) for s in each["starts"])
                    if total != each["exposure"]["fallen"] or len(theirs["falls"]) != theirs["exposure"]["fallen"]:
                        what = "exposure"
                passed += what is None
                if what:
                    failed += 1
                    print("seed %d: %s of %s\n%s\n%s\nreference %s\nprogram %s\n" % (
                        seed, what, start, text, json.dumps(config), json.dumps(mine), json.dumps(theirs)))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
