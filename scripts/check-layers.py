#!/usr/bin/env python3
"""Refuses an include that goes up, and anything that the judge and the engines would share.

The layers, as docs/architecture.md has them: a file may include what stands before its own layer, and its own. Layers on one line
do not know each other, with one exception: the engines take the judge's header for the struct of measures, and may use nothing
else of it. Only the exhaustive engine is the judge itself, made an engine. Closes with `N passed, N failed`.
"""

import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LAYERS = [{"base"}, {"diag"}, {"syntax"}, {"model"}, {"verify", "solve", "import", "extract"}, {"export"}, {"pipeline"}, {"api"},
          {"cli"}]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
EXHAUSTIVE = "solve/exhaustive.c"
JUDGE = re.compile(r"\b(judge|judge_quickly|enumerate_space|space_size|configuration_derives)\s*\(")
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
    return path == EXHAUSTIVE or (path.startswith("solve/") and included == "verify/verify.h")


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
            if "/" not in included and not included.startswith("pipeline"):
                wrong.append(f'{path}: "{included}" does not say its layer')
            elif other not in RANK:
                wrong.append(f'{path}: "{included}" is of no known layer')
            elif RANK[other] > RANK[layer]:
                wrong.append(f'{path}: "{included}" is above it')
            elif RANK[other] == RANK[layer] and other != layer and not may_include(path, included):
                wrong.append(f'{path}: "{included}" is beside it, and the two may not know each other')
        if layer == "solve" and path != EXHAUSTIVE and JUDGE.search(text):
            wrong.append(f"{path}: calls the judge ({JUDGE.search(text).group(1)}): an engine has to do without")
        if layer == "verify" and "problem_new" in text:
            wrong.append(f"{path}: uses the engines' problem: the judge has to do without")
    for line in wrong:
        print(line)
    print(f"{checked - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
