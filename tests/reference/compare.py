#!/usr/bin/env python3
"""Judges the program by the reference: random small systems, every answer of both beside each other.

    compare.py --mspec build/cli/mspec --count 2000 --seed 1 [--jobs 2] [--out FOLDER]

For each system: `space`, `solve --all`, and `verify` for random configurations inside and outside of the space.  Where the
answers differ, the system, its seed and both answers go to a folder of their own, together with a smaller system that still
differs.  Exit status 0 when all agree, 1 when some differ.
"""

import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile

from generate import Generator
from mspec_reference import answers, space
from mspec_reference.model import Concrete
from mspec_reference.parse import SpecError
from shrink import shrink

LARGEST = 20000
CONFIGURATIONS = 8


# ---------------------------------------------------------------------------------------------------------- the program

class Program:
    def __init__(self, path, folder, timeout):
        self.path, self.folder, self.timeout = os.path.abspath(path), folder, timeout
        empty = os.path.join(folder, "empty")
        os.makedirs(empty, exist_ok=True)
        with open(os.path.join(empty, "nothing.mspec"), "w", encoding="utf-8") as f:
            f.write("# a catalogue of nothing: every system declares what it uses\n")
        self.env = dict(os.environ, MSPEC_CATALOG=empty, NO_COLOR="1")

    def run(self, verb, text, more=(), config=None):
        """The program's JSON with its exit status under 'exit'."""
        name = os.path.join(self.folder, "system.mspec")
        with open(name, "w", encoding="utf-8") as f:
            f.write(text)
        command = [self.path, verb, *more, "--json"]
        if config is not None:
            at = os.path.join(self.folder, "config.json")
            with open(at, "w", encoding="utf-8") as f:
                json.dump(config, f)
            command += ["--config", at]
        try:
            done = subprocess.run(command + [name], env=self.env, capture_output=True, timeout=self.timeout)
        except subprocess.TimeoutExpired:
            return {"exit": "timeout"}
        try:
            found = json.loads(done.stdout)
        except ValueError:
            found = {"output": done.stdout.decode("utf-8", "replace")[-2000:]}
        found["exit"] = done.returncode
        if done.stderr:
            found["stderr"] = done.stderr.decode("utf-8", "replace")[-2000:]
        return found


# --------------------------------------------------------------------------------------------------------- comparisons

def expected_exit(answer):
    return 1 if answer.get("verdict") in ("unsatisfiable", "unsafe", "invalid") else 0


def pairs(violations):
    """{(from, operation, owner)}, with a whole X as both of its edges."""
    found = set()
    for v in violations:
        for operation in (("X.call", "X.return") if v["operation"] == "X" else (v["operation"],)):
            found.add((v["from"], operation, v["owner"]))
    return found


def close(a, b):
    return abs(float(a) - float(b)) <= 1e-9 * max(1.0, abs(float(a)))


def differ_space(mine, theirs):
    if theirs["exit"] != 0:
        return "space: exit status %s" % theirs["exit"]
    for key in ("all", "safe", "valid", "minimal", "optimal"):
        if theirs.get(key) != mine[key]:
            return "space: " + key
    return None


def differ_solve(mine, theirs):
    if theirs["exit"] != expected_exit(mine):
        return "solve: exit status %s" % theirs["exit"]
    if theirs.get("verdict") != mine["verdict"]:
        return "solve: verdict"
    if mine["verdict"] != "safe":
        return None
    for key, value in mine["cost"].items():
        if key not in theirs.get("cost", {}) or not close(value, theirs["cost"][key]):
            return "solve: cost " + key
    if theirs.get("count") != mine["count"]:
        return "solve: count"
    here = {space.canonical(c) for c in mine["configurations"]}
    there = [space.canonical(c) for c in theirs.get("configurations", [])]
    if here != set(there) or len(there) != len(here):
        return "solve: configurations"
    return None


def differ_verify(mine, theirs):
    if theirs["exit"] != expected_exit(mine):
        return "verify: exit status %s for %s" % (theirs["exit"], mine["verdict"])
    if theirs.get("verdict") != mine["verdict"]:
        return "verify: verdict"
    if pairs(mine["violations"]) != pairs(theirs.get("violations", [])):
        return "verify: violations"
    return None


# ------------------------------------------------------------------------------------------------------ configurations

def random_configurations(system, rng, count):
    """Configurations as JSON: some of the space, some next to it, some from nowhere."""
    choices = list(system.variant_choices())
    found = []
    for k in range(count):
        forms = rng.choice(choices)
        concrete = Concrete(system, forms)
        n = concrete.n
        if k % 3 == 2:
            paths = []
            for _ in range(n):
                path = []
                for m in rng.sample(system.isolation, rng.randint(0, min(2, len(system.isolation)))):
                    path.append((m, rng.randint(1, 2)))
                paths.append(tuple(path))
            paths = tuple(paths)
        else:
            paths = rng.choice(list(space.placements(system, n)))
        if k % 3 == 0:
            hardening = rng.choice(list(space.hardenings(concrete, paths)))
        else:
            some = lambda: frozenset(h for h in system.hardening if rng.random() < 0.6)
            if system.per_compartment and k % 2:
                by_path = {p: some() for p in sorted(set(paths))}
                hardening = tuple(by_path[p] for p in paths)
            else:
                hardening = tuple(frozenset(h for h in some() if rng.random() < 0.3 or h in concrete.choosable(i))
                                  for i in range(n))
        found.append(space.to_json(concrete, space.Configuration(forms, hardening, paths)))
    return found


def fitting(system, config):
    """What is left of a configuration in a system from which something was taken out."""
    components = {}
    for name in system.components:
        c = config["components"].get(name)
        if c is None:
            c = {"variant": None, "hardening": [], "path": []}
        variants = [f.variant for f in system.forms[name]]
        components[name] = {
            "variant": c["variant"] if c["variant"] in variants else variants[0],
            "hardening": [h for h in c["hardening"] if h in system.hardening],
            "path": [p for p in c["path"] if p.rpartition(":")[0] in system.isolation],
        }
    return {"components": components}


# -------------------------------------------------------------------------------------------------------- one system

def compare(program, text, verb=None, config=None, rng=None):
    """Differences: [(what, config or None, mine, theirs)]; with a verb only that one.  None: nothing to compare."""
    try:
        system = answers.load_text(text)
        if space.size(system, LARGEST) is None:
            return None
    except SpecError as e:
        if " needs " not in str(e) or "denies" not in str(e):
            return None
        if verb not in (None, "space"):
            return None
        theirs = program.run("space", text)
        if theirs["exit"] != 2:
            return [("space: takes a need that can never be met", None, {"error": str(e)}, theirs)]
        return []
    found = []
    if verb in (None, "space", "solve"):
        exploration = answers.Exploration(system)
        if verb in (None, "space"):
            mine, theirs = answers.space_answer(exploration), program.run("space", text)
            what = differ_space(mine, theirs)
            if what:
                found.append((what, None, mine, theirs))
        if verb in (None, "solve"):
            mine, theirs = answers.solve_answer(exploration), program.run("solve", text, ["--all"])
            what = differ_solve(mine, theirs)
            if what:
                found.append((what, None, mine, theirs))
    configs = []
    if verb is None:
        configs = random_configurations(system, rng, CONFIGURATIONS)
    elif verb == "verify":
        configs = [fitting(system, config)]
    for c in configs:
        mine, theirs = answers.verify_answer(system, c), program.run("verify", text, config=c)
        what = differ_verify(mine, theirs)
        if what:
            found.append((what, c, mine, theirs))
    return found


def kind_of(what):
    return what.split(":")[0]


def write(folder, seed, text, difference, program, small_tries):
    what, config, mine, theirs = difference
    verb = kind_of(what)
    at = os.path.join(folder, "%d-%s" % (seed, verb))
    os.makedirs(at, exist_ok=True)

    def put(name, value):
        with open(os.path.join(at, name), "w", encoding="utf-8") as f:
            f.write(value if isinstance(value, str) else json.dumps(value, indent=2) + "\n")

    def again(candidate):
        try:
            got = compare(program, candidate, verb, config)
        except Exception:
            return None
        return next((d for d in got or [] if d[0] == what), None)

    put("what.txt", "seed %d\n%s\n" % (seed, what))
    put("system.mspec", text)
    put("reference.json", mine)
    put("program.json", theirs)
    if config is not None:
        put("config.json", config)
    small = shrink(text, lambda t: again(t) is not None, small_tries)
    last = again(small)
    if last is not None:
        put("small.mspec", small)
        put("small-reference.json", last[2])
        put("small-program.json", last[3])
        if last[1] is not None:
            put("small-config.json", last[1])
    return at


def job(arguments):
    seed, options = arguments
    with tempfile.TemporaryDirectory() as folder:
        program = Program(options.mspec, folder, options.timeout)
        text = Generator(seed).text()
        got = compare(program, text, rng=random.Random(seed))
        if got is None:
            return seed, "skipped", []
        written, seen = [], set()
        for difference in got:
            if kind_of(difference[0]) not in seen:
                seen.add(kind_of(difference[0]))
                written.append((difference[0], write(options.out, seed, text, difference, program, options.tries)))
        return seed, "compared", written


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mspec", required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--tries", type=int, default=600, help="how many smaller systems to try for each difference")
    parser.add_argument("--out", default="differences")
    options = parser.parse_args()
    work = [(seed, options) for seed in range(options.seed, options.seed + options.count)]
    compared = differing = 0
    with multiprocessing.Pool(options.jobs) as pool:
        for seed, state, written in pool.imap_unordered(job, work):
            compared += state == "compared"
            differing += bool(written)
            for what, at in written:
                print("seed %d: %s (%s)" % (seed, what, at), flush=True)
    print("%d systems compared, %d differ" % (compared, differing))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
