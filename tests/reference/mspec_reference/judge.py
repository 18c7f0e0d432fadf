"""Reach, the fixpoint, what passes, safe, works, valid: one configuration against the definitions."""

from dataclasses import dataclass

from .model import CALL, R, RETURN, W, Concrete


@dataclass(frozen=True)
class Configuration:
    """Choices in the order of the components.  A path is a tuple of (mechanism, what tells the compartment from others)."""
    forms: tuple
    hardening: tuple            # frozensets, as chosen
    paths: tuple


def common(p, q):
    k = 0
    while k < len(p) and k < len(q) and p[k] == q[k]:
        k += 1
    return k


def standing(p, q):
    """The boundaries between two paths, from p's side to q's: [(mechanism, direction)]."""
    k = common(p, q)
    return [(m, "out") for m, _ in p[k:]] + [(m, "in") for m, _ in q[k:]]


class Placement:
    """What passes between every two components of one system under one set of paths, whatever their hardening."""

    def __init__(self, concrete, paths):
        self.concrete, self.paths = concrete, paths
        n = concrete.n
        self.between = [[standing(paths[a], paths[b]) for b in range(n)] for a in range(n)]
        self.masks = [[concrete.everything] * n for _ in range(n)]      # the masks alone
        self.passes = [[concrete.everything] * n for _ in range(n)]     # with what vulnerabilities add
        for a in range(n):
            for b in range(n):
                if a == b:
                    continue
                masks, added = concrete.owned[b], 0
                for mechanism, direction in self.between[a][b]:
                    listeners = self.listeners(a, mechanism)
                    masks &= concrete.mask_of(mechanism, direction, b, listeners)
                    added |= concrete.added_by(mechanism, b, listeners)
                self.masks[a][b] = masks
                self.passes[a][b] = masks | added
        self.works = not any(concrete.lacking) and not any(
            concrete.needs[a][b] & ~self.masks[a][b] for a in range(n) for b in range(n) if a != b)

    def listeners(self, a, mechanism):
        """a and whomever the mechanism does not separate from it."""
        return tuple(x for x in range(self.concrete.n)
                     if x == a or all(m != mechanism for m, _ in self.between[a][x]))


def effective(concrete, i, chosen):
    """The hardening that guards component i: what is chosen as far as it applies, and what is built in."""
    return frozenset(m for m in chosen if concrete.applies(m, i)) | concrete.forms[i].hardened


class Fixpoint:
    """Who reaches what in the end."""

    def __init__(self, concrete, passes, guards):
        c = self.concrete = concrete
        n = c.n
        self.overwritten = [False] * n
        self.lapsed = [0] * n
        self.overwriters = [set() for _ in range(n)]
        self.reach = [0] * n
        keep = []
        for i in range(n):
            left = c.everything
            for m in guards[i]:
                left &= c.leaves(i, m)
            keep.append(left)

        for i in range(n):                      # rule 4: what listed vulnerabilities can do with what was granted by name
            exceeding = c.adds[i] & keep[i] & ~c.intent[i]
            for leaf in (R, W, CALL, RETURN):
                if exceeding & c.leaf[leaf]:
                    self.lapsed[i] |= c.by_name[i] & c.leaf[leaf]
            if exceeding & (c.leaf[W] | c.code):
                self.overwritten[i] = True
                self.lapsed[i] |= c.by_name[i]

        wild = [False] * n                      # rule 3
        changed = True
        while changed:
            changed = False
            for i in range(n):
                if c.forms[i].vault:
                    continue
                base = c.everything if self.overwritten[i] or wild[i] else c.base[i]
                reach = (base | c.adds[i]) & keep[i]
                intent = 0 if self.overwritten[i] else c.intent[i]
                if reach & c.code & ~intent:    # rule 1
                    reach = c.everything
                if reach & c.leaf[W] & ~c.intent[i] and not wild[i]:
                    wild[i] = changed = True
                if reach != self.reach[i]:
                    self.reach[i], changed = reach, True
            for b in range(n):                  # rule 2
                intent = 0 if self.overwritten[b] else c.intent[b]
                writes = self.reach[b] & c.leaf[W] & ~intent
                for i in range(n):
                    if i != b and b not in self.overwriters[i] and writes & c.own_memory[i] & passes[b][i]:
                        self.overwriters[i].add(b)
                        self.overwritten[i] = changed = True
            for i in range(n):                  # rule 4
                for b in self.overwriters[i]:
                    has = c.owned[b] | (c.granted_to[b] & ~self.lapsed[b])
                    lost = self.lapsed[i] | (c.granted_to[i] & ~has)
                    if lost != self.lapsed[i]:
                        self.lapsed[i], changed = lost, True

    def violations(self, passes, protected=None):
        """[(a, b, capabilities)] that a may use though b denies them."""
        c, found = self.concrete, []
        for a in range(c.n):
            for b in range(c.n):
                if a == b or (protected is not None and c.forms[b].name not in protected):
                    continue
                denied = c.owned[b] & ~(c.granted[b][a] & ~self.lapsed[a])
                bad = self.reach[a] & passes[a][b] & denied
                if bad:
                    found.append((a, b, bad))
        return found


def is_safe(placement, hardening):
    c = placement.concrete
    guards = [effective(c, i, hardening[i]) for i in range(c.n)]
    return not Fixpoint(c, placement.passes, guards).violations(placement.passes, c.system.protect)


def violations(placement, hardening):
    c = placement.concrete
    guards = [effective(c, i, hardening[i]) for i in range(c.n)]
    found = []
    for a, b, bad in Fixpoint(c, placement.passes, guards).violations(placement.passes, c.system.protect):
        for bit in range(bad.bit_length()):
            if bad >> bit & 1:
                operation, target, owner = c.describe(bit)
                found.append({"from": c.forms[a].name, "operation": operation, "target": target, "owner": owner})
    return found


def compartments_under(paths):
    """{parent's path: {element: indices of its members}} for every parent, the system's empty path included."""
    found = {(): {}}
    for i, path in enumerate(paths):
        for k in range(len(path)):
            found.setdefault(path[:k], {}).setdefault(path[k], []).append(i)
    return found


def keeps(concrete, hardening, paths):
    """Limits, [Needs], [Conflicts] and the system's constraints, apart from the budget.  The first that is broken, or None."""
    s = concrete.system
    for parent, children in compartments_under(paths).items():
        count = {}
        for m, _ in children:
            count[m] = count.get(m, 0) + 1
        for m, k in count.items():
            if s.mechanisms[m].limit is not None and k > s.mechanisms[m].limit:
                return "limit of %s" % m
    has = [effective(concrete, i, hardening[i]) | {m for m, _ in paths[i]} for i in range(concrete.n)]
    for i in range(concrete.n):
        for m in has[i]:
            if s.mechanisms[m].needs - has[i]:
                return "needs of %s" % m
            if s.mechanisms[m].conflicts & has[i]:
                return "conflicts of %s" % m
    at = concrete.index
    for word, m, other in s.forbid:
        if word == "on" and m in has[at[other]]:
            return "forbid %s on %s" % (m, other)
        if word == "with" and any(m in h and other in h for h in has):
            return "forbid %s with %s" % (m, other)
    everything = set().union(*has) | {f.language for f in concrete.forms if f.language}
    for a, b in s.exclude:
        if a in everything and b in everything:
            return "exclude %s with %s" % (a, b)
    for m, c in s.use:
        if m not in has[at[c]]:
            return "use %s on %s" % (m, c)
    for c, m in s.place:
        if all(step != m for step, _ in paths[at[c]]):
            return "place %s in %s" % (c, m)
    for group in s.together:
        if len({paths[at[c]] for c in group}) > 1:
            return "together " + ", ".join(group)
    for group in s.apart:
        if len({paths[at[c]] for c in group}) < len(set(group)):
            return "apart " + ", ".join(group)
    return None


__all__ = ["Concrete", "Configuration", "Placement", "Fixpoint", "effective", "is_safe", "violations", "keeps", "standing",
           "compartments_under", "common"]
