#!/usr/bin/env python3
"""Judges `mitigate` by the reference: a vulnerability of a random system is put to it as `mitigate` says that it puts it (listed, under
strategy `vulnerability`, or `safety` for one of a mechanism), and the reference answers.

    compare_mitigate.py --mspec build/mspec [--count 300] [--seed 1]

Nothing may be called contained that the reference finds unsafe. What is proposed must be valid, and cost what the reference's
optimum costs where nothing that is deployed has to be kept. Closes with `N passed, N failed`; what differs is printed.
"""

import argparse
import json
import random
import re
import sys
import tempfile

from compare import LARGEST, Program, close, random_configurations
from generate import Generator
from mspec_reference import answers, space
from mspec_reference.parse import SpecError

BLOCK = re.compile(r"^vulnerability (\S+)(?: : \S+)? \{(.*?)^\}", re.M | re.S)
SYSTEM = re.compile(r"^system \S+ \{\n", re.M)


def put(text, name, strategy):
    """The system with the vulnerability listed, under the strategy."""
    head = SYSTEM.search(text)
    before, inside = text[:head.end()], text[head.end():]
    listed = re.search(r"^ *\[Vulnerabilities\] ::= (.*)\n", inside, re.M)
    names = [n.strip() for n in listed.group(1).split(",")] if listed else []
    inside = re.sub(r"^ *\[(Vulnerabilities|Strategy)\] ::= .*\n", "", inside, flags=re.M)
    names = names if name in names else names + [name]
    return before + "    [Strategy] ::= %s\n    [Vulnerabilities] ::= %s\n" % (strategy, ", ".join(names)) + inside


def bare(system):
    return {"components": {name: {"variant": system.forms[name][0].variant, "hardening": [], "path": []}
                           for name in system.components}}


def differ(system, asked, config, theirs, solved):
    verdict = theirs.get("verdict")
    mine = answers.verify_answer(asked, config)
    if verdict in ("not-applicable", "unknown"):
        return None
    if verdict not in ("contained", "not-contained"):
        return "verdict %s" % verdict
    if verdict == "contained" and mine["verdict"] == "unsafe":
        return "called contained"
    if verdict == "not-contained" and mine["verdict"] == "safe":
        return "called not contained"
    if theirs["exit"] != (0 if verdict == "contained" else 1):
        return "exit status"
    if verdict == "contained":
        return None
    found = theirs.get("configuration")
    if found is None:
        return None if solved["verdict"] == "unsatisfiable" else "found nothing"
    if answers.verify_answer(asked, {"components": found["components"]})["verdict"] != "safe":
        return "proposes what is not valid"
    if theirs["keeps_strategy"]:
        return None
    for key, value in solved["cost"].items():
        if not close(value, theirs["cost"][key]):
            return "cost " + key if not any(c["hardening"] for c in config["components"].values()) else None
    return None


def one(program, seed):
    """(passed, failures)"""
    text = Generator(seed).text()
    blocks = [b for b in BLOCK.findall(text) if "[Affects]" in b[1]]
    if not blocks or not SYSTEM.search(text):
        return 0, []
    rng = random.Random(seed)
    name, body = rng.choice(blocks)
    strategy = "safety" if "mechanism" in re.search(r"\[Affects\](.*)", body).group(1) else "vulnerability"
    try:
        system = answers.load_text(text)
        asked_text = put(text, name, strategy)
        asked = answers.load_text(asked_text)
        if space.size(asked, LARGEST) is None:
            return 0, []
        solved = answers.solve_answer(answers.Exploration(asked))
    except SpecError:
        return 0, []
    passed, failed = 0, []
    for config in [bare(asked)] + random_configurations(asked, rng, 2):
        theirs = run(program, text, name, config)
        what = differ(system, asked, config, theirs, solved)
        passed += what is None
        if what:
            failed.append("seed %d: %s\n%s\n%s\nprogram %s\nreference %s\n" % (
                seed, what, asked_text, json.dumps(config), json.dumps(theirs)[:3000], json.dumps(solved)[:1000]))
    return passed, failed


def run(program, text, name, config):
    """With the configuration as --deployed."""
    at = program.folder + "/deployed.json"
    with open(at, "w", encoding="utf-8") as f:
        json.dump(config, f)
    return program.run("mitigate", text, ["--vuln", name, "--deployed", at])


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
            good, bad = one(program, seed)
            passed += good
            failed += len(bad)
            for text in bad:
                print(text)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
