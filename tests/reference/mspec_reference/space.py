"""Every configuration of a system, each exactly once up to the names of compartments."""

import itertools

from .judge import Configuration, compartments_under
from .model import Concrete
from .parse import SpecError


def partitions(items):
    """Every partition of a list into non-empty blocks (tuples, ordered by their first member)."""
    items = list(items)
    if not items:
        yield ()
        return
    first, rest = items[0], items[1:]
    for k in range(len(rest) + 1):
        for others in itertools.combinations(rest, k):
            left = [x for x in rest if x not in others]
            for more in partitions(left):
                yield ((first,) + others,) + more


def subsets(items):
    items = list(items)
    for k in range(len(items) + 1):
        yield from itertools.combinations(items, k)


def divisions(system, members, parent, used, whole):
    """Every way to divide the members of one parent: dicts member -> path below the parent.

    A compartment is told from others by its mechanism and its members.  Compartments of directed mechanisms take what they
    like; what stays outside of them is left as it is, or divided wholly, in at least two, by one symmetric mechanism.
    """
    allowed = [m for m in system.isolation
               if m not in used and (parent is None or parent in system.mechanisms[m].within)]
    directed = [m for m in allowed if not system.mechanisms[m].symmetric]
    symmetric = [m for m in allowed if system.mechanisms[m].symmetric]

    def inside(mechanism, block):
        step = (mechanism, tuple(block))
        for below in divisions(system, block, mechanism, used | {mechanism}, whole):
            yield {x: (step,) + path for x, path in below.items()}

    def together(parts):
        for choice in itertools.product(*(list(inside(m, block)) for m, block in parts)):
            merged = {}
            for part in choice:
                merged.update(part)
            yield merged

    def choose(k, left, parts):
        if k < len(directed):
            for taken in subsets(left):
                rest = [x for x in left if x not in taken]
                for blocks in partitions(taken):
                    if any(len(block) == whole for block in blocks):    # separates nobody from anybody
                        continue
                    yield from choose(k + 1, rest, parts + [(directed[k], block) for block in blocks])
            return
        for merged in together(parts):
            yield {**{x: () for x in left}, **merged}
        for m in symmetric:
            for blocks in partitions(left):
                if len(blocks) >= 2:
                    yield from together(parts + [(m, block) for block in blocks])

    yield from choose(0, list(members), [])


def placements(system, n):
    """Every placement of n components: tuples of paths."""
    for division in divisions(system, tuple(range(n)), None, frozenset(), n):
        yield tuple(division[i] for i in range(n))


def hardenings(concrete, paths):
    """Every choice of hardening for a placement: tuples of frozensets, one a component."""
    n = concrete.n
    if not concrete.system.per_compartment:
        options = [[frozenset(s) for s in subsets(concrete.choosable(i))] for i in range(n)]
        yield from itertools.product(*options)
        return
    groups = {}
    for i, path in enumerate(paths):
        groups.setdefault(path, []).append(i)
    options = []
    for members in groups.values():
        offered = [m for m in concrete.system.hardening if any(m in concrete.choosable(i) for i in members)]
        options.append([frozenset(s) for s in subsets(offered)])
    for choice in itertools.product(*options):
        chosen = [None] * n
        for members, s in zip(groups.values(), choice):
            for i in members:
                chosen[i] = s
        yield tuple(chosen)


def size(system, limit=None):
    """The number of configurations; None when it is above the limit."""
    count = 0
    for forms in system.variant_choices():
        concrete = Concrete(system, forms)
        for paths in placements(system, concrete.n):
            if system.per_compartment:
                groups = {}
                for i, path in enumerate(paths):
                    groups.setdefault(path, set()).update(concrete.choosable(i))
                product = 1
                for offered in groups.values():
                    product <<= len(offered)
            else:
                product = 1
                for i in range(concrete.n):
                    product <<= len(concrete.choosable(i))
            count += product
            if limit is not None and count > limit:
                return None
    return count


def contains(concrete, hardening, paths):
    """Whether a given configuration is one of the space; the reason why not, or None."""
    s, n = concrete.system, concrete.n
    for i in range(n):
        used = [m for m, _ in paths[i]]
        if len(set(used)) < len(used):
            return "a mechanism twice on a path"
        for outer, inner in zip(used, used[1:]):
            if outer not in s.mechanisms[inner].within:
                return "%s within %s" % (inner, outer)
        if any(m not in s.isolation for m in used):
            return "a mechanism that is not offered"
    for parent, children in compartments_under(paths).items():
        members = {i for i in range(n) if paths[i][:len(parent)] == parent}
        symmetric = {step: inner for step, inner in children.items() if s.mechanisms[step[0]].symmetric}
        directed = {i for step, inner in children.items() if step not in symmetric for i in inner}
        if len({m for m, _ in symmetric}) > 1:
            return "two mechanisms divide one parent"
        if symmetric:
            if len(symmetric) < 2:
                return "a division into one"
            if members - directed - {i for inner in symmetric.values() for i in inner}:
                return "somebody is left out"
        if any(len(inner) == n for inner in children.values()):
            return "a compartment that separates nobody"
    if s.per_compartment:
        for path in set(paths):
            inside = [i for i in range(n) if paths[i] == path]
            if len({hardening[i] for i in inside}) > 1:
                return "unequal hardening in one compartment"
            offered = {m for i in inside for m in concrete.choosable(i)}
            if hardening[inside[0]] - offered:
                return "hardening that is not offered"
    elif any(hardening[i] - set(concrete.choosable(i)) for i in range(n)):
        return "hardening that is not offered"
    return None


# ------------------------------------------------------------------------------------------- configurations as JSON

def numbered(paths):
    """Paths as ["ept:1", "mpk:2"]: numbers from 1 for each mechanism in the order in which compartments are first met."""
    known, count, found = {}, {}, []
    for path in paths:
        words = []
        for k in range(len(path)):
            key = path[:k + 1]
            if key not in known:
                m = path[k][0]
                count[m] = count.get(m, 0) + 1
                known[key] = "%s:%d" % (m, count[m])
            words.append(known[key])
        found.append(words)
    return found


def to_json(concrete, configuration):
    components = {}
    for i, (form, words) in enumerate(zip(concrete.forms, numbered(configuration.paths))):
        components[form.name] = {"variant": form.variant, "hardening": sorted(configuration.hardening[i]), "path": words}
    return {"components": components}


def from_json(system, given):
    """(concrete, hardening, paths)."""
    try:
        components = given["components"]
        items = list(components.items())
    except (KeyError, TypeError, AttributeError):
        raise SpecError("no components in the configuration")
    if {name for name, _ in items} != set(system.components):
        raise SpecError("the configuration names other components than the system")
    forms, hardening, paths = [], [], []
    for name in system.components:
        c = components[name]
        form = next((f for f in system.forms[name] if f.variant == c.get("variant")), None)
        if form is None:
            raise SpecError("%s has no variant %s" % (name, c.get("variant")))
        forms.append(form)
        for h in c.get("hardening", []):
            if h not in system.mechanisms or system.mechanisms[h].isolates:
                raise SpecError("%s is no hardening" % h)
        hardening.append(frozenset(c.get("hardening", [])))
        path = []
        for step in c.get("path", []):
            m, _, number = step.rpartition(":")
            if m not in system.mechanisms or not system.mechanisms[m].isolates:
                raise SpecError("%s is no compartment" % step)
            path.append((m, number))
        paths.append(tuple(path))
    return Concrete(system, forms), tuple(hardening), tuple(paths)


def canonical(given):
    """Equal for configurations that differ in nothing but the names of compartments."""
    items = sorted(given["components"].items())
    known, found = {}, []
    for name, c in items:
        steps = []
        path = c.get("path", [])
        for k in range(len(path)):
            key = tuple(path[:k + 1])
            steps.append((path[k].rpartition(":")[0], known.setdefault(key, len(known))))
        found.append((name, c.get("variant"), tuple(sorted(c.get("hardening", []))), tuple(steps)))
    return tuple(found)


__all__ = ["Configuration", "placements", "hardenings", "partitions", "size", "contains", "to_json", "from_json", "canonical",
           "numbered"]
