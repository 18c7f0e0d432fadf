#!/usr/bin/env python3
"""Refuses an include that goes up, and anything that the judge and the engines would share.

The layers, as docs/architecture.md has them: a file may include what stands before its own layer, and its own. Layers on one line
do not know each other, with one exception: the engines take the judge's header for the struct of measures, and may use nothing
else of it but what EXCEPTIONS names. Only the exhaustive engine is the judge itself, made an engine; answers that take
several searches stand above both. Neither may
the library print, end the process, or take memory past the budget. Closes with `N passed, N failed`.
"""

import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LAYERS = [{"base"}, {"sat"}, {"diag"}, {"syntax"}, {"model"}, {"verify", "solve", "import", "extract"}, {"answers"}, {"certify", "export"},
          {"pipeline", "certificate"}, {"api"}, {"cli"}]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
EXHAUSTIVE = "solve/exhaustive.c"
EXCEPTIONS = {
    # The size of the space is a formula over the model, and says nothing of any configuration.
    ("solve/engine.c", "space_size"), ("solve/sat/engine.c", "space_size"),
    # Compares what the cheapest of one case costs with that of another.
    ("solve/cases.c", "judge_quickly"),
    # What the optimum costs, for those that cost as much.
    ("solve/many.c", "judge_quickly"),
    # Throws a candidate away whose limits the clauses do not hold, and holds what was proven against what the judge makes of it. What it
    # keeps is judged again outside, like everything.
    ("solve/sat/record.c", "judge_quickly"),
    # Holds what was proven against what the judge makes of it.
    ("solve/sat/solve_colours.c", "judge_quickly"),
    # The same, and learns from what the judge names which components others must not overwrite.
    ("solve/large/engine.c", "desk_judge_quickly"),
    ("solve/large/engine.c", "desk_judge"),
}
JUDGE = re.compile(r"\b(judge|judge_quickly|desk_judge|desk_judge_quickly|enumerate_space|space_size|configuration_derives)\s*\(")
# Calls that the library must not make; memory is taken in base/ alone.
RUDE = re.compile(r"(?<![\w.>])(?:__builtin_)?(printf|vprintf|puts|putchar|perror|exit|_exit|abort|assert|longjmp|system)\s*\(")
# What checks a proof must not share anything with those who found the configuration.
STRANGERS = {"certify": {"solve", "import", "extract", "answers"}, "certificate": {"solve", "answers"}}
# Of what is trusted, nothing may know the SAT solver: in that room, only those who find proofs do.
PROVERS = re.compile(r"certify/(prove|prover)\w*\.[ch]$")
PAST_BUDGET = re.compile(r"(?<![\w.>])(malloc|calloc|realloc|strdup|strndup|asprintf)\s*\(")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:[^\"\\\n]|\\.)*\"", re.S)
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def layer_of(path):
    first = path.split("/")[0]
    return first.split(".")[0] if "/" not in path else first


def files():
    for top, prefix in (("src", ""), ("cli", "cli/")):
        folder = os.path.join(ROOT, top)
        for where, _, names in os.walk(folder):
            for name in sorted(names):
                if name.endswith((".c", ".h", ".def")):
                    full = os.path.join(where, name)
                    yield full, prefix + os.path.relpath(full, folder)


def may_include(path, included):
    if included == "verify/enumerate.h" and path.startswith("solve/"):
        return path == EXHAUSTIVE or (path, "space_size") in EXCEPTIONS
    return path.startswith("solve/") and included == "verify/verify.h"


def main():
    checked, wrong = 0, []
    for full, path in files():
        layer = layer_of(path)
        if layer not in RANK:
            wrong.append(f"{path}: no layer of this name is known")
            continue
        with open(full, encoding="utf-8") as f:
            text = f.read()
        for included in INCLUDE.findall(text):
            checked += 1
            if included.startswith("mspec/"):
                continue  # what programs see: known to all
            other = layer_of(included)
            if "/" not in included and not included.startswith(("pipeline", "certificate")):
                wrong.append(f'{path}: "{included}" does not say its layer')
            elif other not in RANK:
                wrong.append(f'{path}: "{included}" is of no known layer')
            elif other in STRANGERS.get(layer, ()):
                wrong.append(f'{path}: "{included}" is of those whose work it checks')
            elif (other == "sat" or PROVERS.match(included)) and layer == "certify" and not PROVERS.match(path):
                wrong.append(f'{path}: "{included}" is of the prover, whom the checker must do without')
            elif RANK[other] > RANK[layer]:
                wrong.append(f'{path}: "{included}" is above it')
            elif RANK[other] == RANK[layer] and other != layer and not may_include(path, included):
                wrong.append(f'{path}: "{included}" is beside it, and the two may not know each other')
        code = COMMENT.sub("", text)
        if layer != "cli":
            wrong += [f"{path}: calls {called}: the library must not" for called in RUDE.findall(code)]
            wrong += [f"{path}: calls {called}, past the budget" for called in PAST_BUDGET.findall(code) if layer != "base"]
        for called in JUDGE.findall(text) if layer == "solve" and path != EXHAUSTIVE else []:
            if (path, called) not in EXCEPTIONS:
                wrong.append(f"{path}: calls the judge ({called}): an engine has to do without")
        if layer == "verify" and "problem_new" in text:
            wrong.append(f"{path}: uses the engines' problem: the judge has to do without")
    for line in wrong:
        print(line)
    print(f"{checked - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
