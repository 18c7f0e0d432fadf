#!/usr/bin/env python3
"""Other solvers' word on what `mspec solve` says: the question as exported (`--to smtlib`, `--to minizinc`), answered by z3 and
by MiniZinc with Gecode; and `--engine smt`, which asks Z3 without a file.

usage: run.py [--mspec PATH] [--random PATH] [--count N] [--seed N] [--jobs N]

Verdicts must agree, and the least costs; the configuration that each solver chooses must be valid for the judge, and cost what
the optimum of `mspec solve` costs. On the examples, and on random systems of `mspec-random` (--random; beside mspec's tests when
not given). What is not installed, or not built, is named, and counts as a test that was skipped: scripts/setup.sh test installs
all of it. The engine must also stop when it is told to, and say so when it is not there.

Closes with `N passed, N failed, N skipped`.
"""

import argparse
import concurrent.futures
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
EXAMPLES = ["minimal/minimal", "scenario/runtime", "scenario/compartments", "heartbleed/heartbleed", "meltdown/meltdown",
            "nf_tables/nf_tables", "ripple20/ripple20", "flexos-redis/redis", "seed/uksched"]
SIZES = ["3,3,2", "4,3,3", "4,2,2"]
SECONDS = 120  # for one answer of a solver


def run(command, env=None, timeout=SECONDS):
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=timeout, check=False)


class Case:
    """One system, in a folder of its own."""

    def __init__(self, mspec, name, path, folder, env):
        self.mspec, self.name, self.path, self.folder, self.env = mspec, name, path, folder, env
        done = run([mspec, "solve", "--json", path], env)
        self.rejected = done.returncode not in (0, 1)
        self.answer = {} if self.rejected else json.loads(done.stdout)
        self.is_safe = self.answer.get("verdict") == "safe"
        self.measures = []

    def export(self, form, ending):
        path = os.path.join(self.folder, "system." + ending)
        done = run([self.mspec, "export", "--to", form, self.path, "-o", path], self.env)
        if done.returncode != 0:
            raise AssertionError(f"export --to {form} fails: {done.stderr.strip()[-300:]}")
        return path

    def same_verdict(self, is_safe):
        if is_safe != self.is_safe:
            raise AssertionError(f"{'a' if is_safe else 'no'} configuration, and mspec says {self.answer['verdict']}")

    def is_optimal(self, config):
        """The judge on what a solver chose."""
        path = os.path.join(self.folder, "config.json")
        with open(path, "w", encoding="utf-8") as f:
            json.dump(config, f)
        done = run([self.mspec, "verify", "--json", "--config", path, self.path], self.env)
        if done.returncode != 0:
            raise AssertionError(f"a configuration that is not valid: {(done.stdout + done.stderr).strip()[-300:]}")
        cost = json.loads(done.stdout)["cost"]
        for measure in self.measures:
            if cost[measure] != self.answer["cost"][measure]:
                raise AssertionError(f"{measure} {cost[measure]}, and mspec says {self.answer['cost'][measure]}")


def config_of_smtlib(text, values, forms):
    """From what z3 says of the variables that choose; the words are those of the exporter."""
    chosen = {m[0]: m[1] == "true" for m in re.findall(r"\(\|([^|]+)\| (true|false)\)", values)}
    config = {name: {"hardening": [], "path": []} for name in forms}
    names = list(forms)

    def undivided(a, b, route):
        words = f"undivided by {route}"
        return chosen.get(f"{a} and {b} {words}", chosen.get(f"{b} and {a} {words}"))

    for words, value in chosen.items():
        found = re.fullmatch(r"(\S+) (is|has|in) (\S+)", words)
        if not value or not found:
            continue
        for name in names if found[1] == "all" else [found[1]]:
            if found[2] == "is":
                config[name]["variant"] = found[3]
            elif found[2] == "has":
                config[name]["hardening"].append(found[3])
            else:
                first = next(i for i, other in enumerate(names) if other == name or undivided(other, name, found[3]))
                config[name]["path"].append((found[3].count("/"), f"{found[3].split('/')[-1]}:{first + 1}"))
    for entry in config.values():
        entry["path"] = [step for _, step in sorted(entry["path"])]
    return {"components": config}


def ask_z3(case):
    path = case.export("smtlib", "smt2")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    output = run(["z3", f"-T:{SECONDS}", path]).stdout
    verdict = output.split("\n")[0]
    if verdict not in ("sat", "unsat"):
        raise AssertionError(f"z3 says {verdict}: {output[:200]}")
    case.same_verdict(verdict == "sat")
    if verdict == "unsat":
        return
    units = re.findall(r"^; (\w+), in units of (\d+)/(\d+)", text, re.M)
    case.measures = [measure for measure, _, _ in units]
    for measure, above, below in units:
        found = re.search(rf"\(\({measure} (\d+)\)\)", output)
        cost = int(found[1]) * Fraction(int(above), int(below))
        wanted = case.answer["cost"][measure]
        if abs(float(cost) - wanted) > 1e-9 * max(1, abs(wanted)):
            raise AssertionError(f"least {measure} {float(cost)}, and mspec says {wanted}")
    case.is_optimal(config_of_smtlib(text, output, case.answer["configurations"][0]["components"]))


def ask_minizinc(case):
    path = case.export("minizinc", "mzn")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    known = []  # levels of the objective, one after the other
    levels = len(re.findall(r"^constraint level_\d+ = ", text, re.M))
    sums = " ".join(re.findall(r"^constraint level_\d+ = (.*);$", text, re.M))
    case.measures = [m for m in re.findall(r"^% (\w+): 1 stands for", text, re.M) if re.search(rf"\b{m}(_\d+)?\b", sums)]
    while True:
        given = [x for i, value in enumerate(known) for x in ("-D", f"level_{i + 1}_is={value};")]
        done = run(["minizinc", "--solver", "gecode", *given, path])
        if "UNSATISFIABLE" in done.stdout and not known:
            case.same_verdict(False)
            return
        if "==========" not in done.stdout:
            raise AssertionError(f"minizinc finds no optimum: {(done.stdout + done.stderr)[-300:]}")
        case.same_verdict(True)
        config = json.loads(done.stdout.split("----------")[-2])
        if len(known) + 1 == levels:
            case.is_optimal(config)
            return
        known.append(config["cost"][f"level_{len(known) + 1}"])


def ask_engine(case):
    done = run([case.mspec, "solve", "--json", "--engine", "smt", case.path], case.env)
    answer = json.loads(done.stdout)
    case.same_verdict(answer["verdict"] == "safe")
    if not case.is_safe:
        return
    if not answer["optimal"] or answer["engine"] != "smt":
        raise AssertionError("not proven")
    text = run([case.mspec, "export", "--to", "smtlib", case.path], case.env).stdout
    case.measures = re.findall(r"^; (\w+), in units of", text, re.M)
    case.is_optimal(answer["configurations"][0])


SOLVERS = {"z3": ask_z3, "minizinc": ask_minizinc, "the engine smt": ask_engine}


def try_case(options, name, path, folder, env):
    """What was found wrong, and how many answers were compared; None for a system that is rejected."""
    case = Case(options.mspec, name, path, folder, env)
    if case.rejected:
        return None
    wrong = []
    for solver in options.solvers:
        try:
            SOLVERS[solver](case)
        except (AssertionError, subprocess.TimeoutExpired, json.JSONDecodeError, KeyError, TypeError, StopIteration) as error:
            wrong.append(f"{name}: {solver}: {error}")
    return wrong, len(options.solvers)


# ---- the engine, beside what it answers ----

def large_system(folder):
    sys.path.insert(0, os.path.join(ROOT, "bench"))
    import instances  # what the measurements are made with
    path = os.path.join(folder, "large.mspec")
    with open(path, "w", encoding="utf-8") as f:
        f.write(instances.two_level_mspec(instances.two_level(64, 1)))
    return path


def limits_stop_it(mspec, folder):
    """In time, out of memory, by Ctrl-C: unknown, or a configuration that is not called the best."""
    path = large_system(folder)
    for limit in (["--time-limit", "1s"], ["--memory-limit", "60MiB"], ["--memory-limit", "200MiB"]):
        done = run([mspec, "solve", "--json", "--engine", "smt", *limit, path])
        answer = json.loads(done.stdout)
        if done.returncode not in (0, 3) or answer.get("optimal"):
            raise AssertionError(f"{limit}: exit status {done.returncode}, {answer.get('verdict')}")
    with subprocess.Popen([mspec, "solve", "--json", "--engine", "smt", path], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        answer = json.loads(process.communicate(timeout=SECONDS)[0])
        if process.returncode not in (0, 3) or answer.get("optimal"):
            raise AssertionError(f"Ctrl-C: exit status {process.returncode}, {answer.get('verdict')}")


def is_a_module(mspec, folder):
    """Only who asks for it loads Z3; a program without its module says so."""
    if "libz3" in run(["ldd", mspec]).stdout:
        raise AssertionError("mspec itself loads Z3")
    alone = os.path.join(folder, "mspec")
    shutil.copy(mspec, alone)
    done = run([alone, "solve", "--engine", "smt", os.path.join(ROOT, "examples", "minimal", "minimal.mspec")],
               dict(os.environ, MSPEC_CATALOG=os.path.join(ROOT, "share", "mspec", "catalog")))
    installed = any(os.path.exists(f"/usr{local}/lib/{arch}mspec/libmspec-smt.so")
                    for local in ("", "/local") for arch in ("", f"{os.uname().machine}-linux-gnu/"))
    if not installed and (done.returncode != 2 or "E0631" not in done.stderr):
        raise AssertionError(f"without its module: exit status {done.returncode}, {done.stderr[-200:]}")


def try_random(options, seed):
    size = SIZES[seed % len(SIZES)]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "system.mspec")
        with open(path, "w", encoding="utf-8") as f:
            f.write(run([options.random, "--seed", str(seed), "--size", size]).stdout)
        return try_case(options, f"random system {seed} (size {size})", path, folder, dict(os.environ, MSPEC_CATALOG=""))


def try_example(options, name):
    with tempfile.TemporaryDirectory() as folder:
        return try_case(options, name, os.path.join(ROOT, "examples", name + ".mspec"), folder, dict(os.environ))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--mspec", default=os.path.join(ROOT, "build", "mspec"))
    parser.add_argument("--random")
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    options.mspec = os.path.abspath(options.mspec)
    options.random = options.random or os.path.join(os.path.dirname(options.mspec), "tests", "property", "mspec-random")
    has_engine = os.path.exists(os.path.join(os.path.dirname(options.mspec), "libmspec-smt.so"))
    options.solvers = [solver for solver in SOLVERS if shutil.which(solver) or (solver == "the engine smt" and has_engine)]
    skipped = 0
    for solver in SOLVERS:
        if solver not in options.solvers:
            print(f"SKIPPED: {solver} is not there, and has not been asked (scripts/setup.sh test installs what is needed)")
            skipped += 1
    passed = failed = rejected = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        tries = [pool.submit(try_example, options, name) for name in EXAMPLES]
        tries += [pool.submit(try_random, options, seed) for seed in range(options.seed, options.seed + options.count)]
        for i, done in enumerate(tries):
            result = done.result()
            if result is None:
                rejected += 1
                if i < len(EXAMPLES):
                    print(f"{EXAMPLES[i]}: mspec rejects it")
                    failed += 1
                continue
            wrong, asked = result
            for line in wrong:
                print(line)
            passed += asked - len(wrong)
            failed += len(wrong)
    for check in (limits_stop_it, is_a_module) if has_engine else ():
        with tempfile.TemporaryDirectory() as folder:
            try:
                check(options.mspec, folder)
                passed += 1
            except (AssertionError, subprocess.TimeoutExpired, json.JSONDecodeError) as error:
                print(f"{check.__name__}: {error}")
                failed += 1
    if options.count >= 100 and rejected * 2 > options.count:
        print("more than half of the random systems were rejected")
        failed += 1
    print(f"{rejected} random systems were rejected by the model")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed + skipped else 0


if __name__ == "__main__":
    sys.exit(main())
