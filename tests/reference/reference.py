#!/usr/bin/env python3
"""The reference as a command: reference.py space|solve|verify|blast FILE… [--config C] [--from COMPONENT] [--system NAME]."""

import argparse
import json
import sys

from mspec_reference import answers
from mspec_reference.parse import SpecError


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("verb", choices=["space", "solve", "verify", "blast"])
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--config")
    parser.add_argument("--from", dest="start", help="the component that is taken over (blast)")
    parser.add_argument("--system")
    parser.add_argument("--all", action="store_true", help="taken for the program's sake: all optimal ones are always shown")
    parser.add_argument("--json", action="store_true", help="taken for the program's sake: the answer is always JSON")
    options = parser.parse_args()
    try:
        system = answers.load(options.files, options.system)
        if options.verb in ("space", "solve"):
            exploration = answers.Exploration(system)
            answer = (answers.space_answer if options.verb == "space" else answers.solve_answer)(exploration)
        else:
            if not options.config:
                parser.error("--config is missing")
            with open(options.config, encoding="utf-8") as f:
                given = json.load(f)
            if options.verb == "verify":
                answer = answers.verify_answer(system, given)
            else:
                if not options.start:
                    parser.error("--from is missing")
                answer = answers.blast_answer(system, given, options.start)
    except (SpecError, OSError, ValueError) as e:
        print(json.dumps({"error": str(e)}))
        return 2
    print(json.dumps(answer, indent=2))
    bad = answer.get("verdict") in ("unsatisfiable", "unsafe", "invalid") or answer.get("contained") is False
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
