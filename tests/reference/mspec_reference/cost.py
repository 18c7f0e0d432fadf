"""The measures of a configuration, exact."""

from fractions import Fraction

from .judge import common
from .parse import SpecError


def transformations(concrete, hardening, paths):
    steps = {path[:k + 1] for path in paths for k in range(len(path))}
    if concrete.system.per_compartment:
        return sum(len(h) for h in {path: hardening[i] for i, path in enumerate(paths)}.values()) + len(steps)
    return sum(len(h) for h in hardening) + len(steps)


def carried(concrete, i, hardening, path):
    """The mechanisms that cost component i something: chosen hardening that applies to it, and its compartments'."""
    chosen = [m for m in hardening if concrete.applies(m, i) and m not in concrete.forms[i].hardened]
    return [concrete.system.mechanisms[m] for m in chosen + [m for m, _ in path]]


def gate_seconds(concrete, mechanism):
    value, kind = concrete.system.mechanisms[mechanism].gate
    if kind == "time" or not value:
        return Fraction(value)
    if concrete.system.clock is None:
        raise SpecError("runtime without a clock")
    return value / concrete.system.clock


def runtime(concrete, hardening, paths):
    """Percent of the unprotected run time."""
    s, total = concrete.system, Fraction(0)
    for i, form in enumerate(concrete.forms):
        slowdown = form.runtime + sum(m.runtime for m in carried(concrete, i, hardening[i], paths[i]))
        total += s.share.get(form.name, Fraction(0)) * slowdown / 100
    for (a, b), rate in s.rate.items():
        if a not in concrete.index or b not in concrete.index:
            continue
        p, q = paths[concrete.index[a]], paths[concrete.index[b]]
        k = common(p, q)
        gates = [gate_seconds(concrete, path[k][0]) for path in (p, q) if len(path) > k]
        if gates:
            total += 100 * rate * max(gates)
    return total


def memory(concrete, hardening, paths):
    """Bytes."""
    total = Fraction(0)
    for i, form in enumerate(concrete.forms):
        if form.size is not None:
            percent = form.memory_cost + sum(m.memory for m in carried(concrete, i, hardening[i], paths[i]))
            total += form.size * percent / 100
    return total


def measures(concrete, hardening, paths):
    """All of them; runtime only with a profile."""
    found = {
        "compartments": Fraction(len(set(paths))),
        "transformations": Fraction(transformations(concrete, hardening, paths)),
        "memory": memory(concrete, hardening, paths),
    }
    if concrete.system.share is not None:
        try:
            found["runtime"] = runtime(concrete, hardening, paths)
        except SpecError:
            if needs_runtime(concrete.system):
                raise
    return found


def needs_runtime(system):
    return "runtime" in system.minimise or any(what == "runtime" for what, _ in system.budget)


def within_budget(system, cost):
    return all(cost[what] <= bound for what, bound in system.budget)


def objective(system, cost):
    return tuple(cost[what] for what in system.minimise)
