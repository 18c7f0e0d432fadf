"""What the verbs answer, with the keys of the command's JSON."""

import os

from . import cost, space
from .blast import Blast
from .judge import Placement, is_safe, keeps, violations
from .model import Concrete, build
from .order import Deriving, minimal
from .parse import Program


def load(files, system=None, catalogue=None):
    program = Program()
    if catalogue is None:
        catalogue = os.environ.get("MSPEC_CATALOG")
    if catalogue and os.path.isdir(catalogue):
        program.read_file(catalogue, catalogue=True)
    for path in files:
        if path == "-":
            import sys
            program.read_text(sys.stdin.read())
        else:
            program.read_file(path)
    return build(program, system)


def load_text(text, system=None):
    program = Program()
    program.read_text(text)
    return build(program, system)


def number(x):
    return int(x) if x.denominator == 1 else float(x)


class Exploration:
    """The whole space, judged."""

    def __init__(self, system):
        self.system = system
        self.all = self.safe = self.valid = 0
        self.optimum, self.optima = None, []
        deriving, kept = Deriving(), []
        for forms in system.variant_choices():
            concrete = Concrete(system, forms)
            variants = tuple(f.variant for f in concrete.forms)
            for paths in space.placements(system, concrete.n):
                placement = Placement(concrete, paths)
                for hardening in space.hardenings(concrete, paths):
                    self.all += 1
                    if not is_safe(placement, hardening):
                        continue
                    self.safe += 1
                    if not placement.works or keeps(concrete, hardening, paths) is not None:
                        continue
                    measured = cost.measures(concrete, hardening, paths)
                    if not cost.within_budget(system, measured):
                        continue
                    self.valid += 1
                    kept.append((variants, deriving.of(concrete, placement, hardening)))
                    value = cost.objective(system, measured)
                    if self.optimum is None or value < self.optimum:
                        self.optimum, self.optima = value, []
                    if value == self.optimum:
                        self.optima.append((concrete, space.Configuration(forms, hardening, paths), measured))
        self.minimal = len(minimal(kept))


def space_answer(exploration):
    return {"verb": "space", "all": str(exploration.all), "safe": str(exploration.safe), "valid": str(exploration.valid),
            "minimal": str(exploration.minimal), "optimal": str(len(exploration.optima))}


def solve_answer(exploration):
    if not exploration.optima:
        return {"verb": "solve", "verdict": "unsatisfiable"}
    configurations = []
    for concrete, configuration, measured in exploration.optima:
        found = space.to_json(concrete, configuration)
        found["cost"] = {k: number(v) for k, v in sorted(measured.items())}
        configurations.append(found)
    measured = exploration.optima[0][2]
    return {"verb": "solve", "verdict": "safe", "optimal": True, "count": str(len(configurations)),
            "cost": {k: number(measured[k]) for k in exploration.system.minimise}, "configurations": configurations}


def verify_answer(system, given):
    concrete, hardening, paths = space.from_json(system, given)
    placement = Placement(concrete, paths)
    found = violations(placement, hardening)
    if found:
        return {"verb": "verify", "verdict": "unsafe", "violations": found}
    reason = space.contains(concrete, hardening, paths) or keeps(concrete, hardening, paths)
    if reason is None and not placement.works:
        reason = "a need does not pass"
    if reason is None and not cost.within_budget(system, cost.measures(concrete, hardening, paths)):
        reason = "budget"
    return {"verb": "verify", "verdict": "safe" if reason is None else "invalid", "violations": [], "reason": reason}


def blast_answer(system, given, start):
    concrete, hardening, paths = space.from_json(system, given)
    b = Blast(concrete, Placement(concrete, paths), hardening, start)
    return {"verb": "blast", "overwritten": b.names(b.overwritten), "controlled": b.names(b.controlled),
            "violations": b.violations, "steps": b.steps, "contained": b.contained()}
