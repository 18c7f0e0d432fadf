"""The blast radius of one component: what falls when it is taken over and nobody else is at fault."""

from .judge import effective
from .model import W
from .parse import SpecError


class Blast:
    def __init__(self, concrete, placement, hardening, start):
        c = self.concrete = concrete
        if start not in c.index:
            raise SpecError("component %s is not in the system" % start)
        n, passes = c.n, placement.passes
        first = c.index[start]
        self.controlled, self.overwritten, self.steps = [first], [first], []
        self.lapsed = [0] * n
        reach = [c.intent[i] for i in range(n)]
        keep = []
        for i in range(n):
            left = c.everything
            for m in effective(c, i, hardening[i]):
                left &= c.leaves(i, m)
            keep.append(left)
        if c.forms[first].vault:            # no code, nothing to control
            reach[first] = 0
        else:
            reach[first] = c.everything
        self.lapsed[first] = c.by_name[first]
        for i in range(n):
            if c.forms[i].vault:
                reach[i] = 0
        overwriters = [set() for _ in range(n)]
        changed = True
        while changed:
            changed = False
            fallen = []
            for b in self.overwritten:
                writes = reach[b] & c.leaf[W]       # whoever is overwritten or controlled intends nothing
                for i in range(n):
                    hit = writes & c.own_memory[i] & passes[b][i]
                    if i != b and hit and b not in overwriters[i] and i != first:
                        overwriters[i].add(b)
                        changed = True
                        if i not in self.overwritten and i not in fallen:
                            fallen.append(i)
                            bit = (hit & -hit).bit_length() - 1
                            operation, target, _ = c.describe(bit)
                            self.steps.append({"from": c.forms[b].name, "to": c.forms[i].name, "operation": operation,
                                               "target": target})
            self.overwritten += fallen
            for i in self.overwritten:
                if i in self.controlled or c.forms[i].vault:
                    continue
                reach[i] = (c.everything | c.adds[i]) & keep[i]
                if reach[i] & c.code:
                    reach[i] = c.everything
                    self.lapsed[i] |= c.by_name[i]
                    self.controlled.append(i)
                    changed = True
            for i in range(n):
                for b in overwriters[i]:
                    has = c.owned[b] | (c.granted_to[b] & ~self.lapsed[b])
                    lost = self.lapsed[i] | (c.granted_to[i] & ~has)
                    if lost != self.lapsed[i]:
                        self.lapsed[i], changed = lost, True
        self.violations = []
        for a in range(n):
            for b in range(n):
                if a == b:
                    continue
                bad = reach[a] & passes[a][b] & c.owned[b] & ~(c.granted[b][a] & ~self.lapsed[a])
                for bit in range(bad.bit_length()):
                    if bad >> bit & 1:
                        operation, target, owner = c.describe(bit)
                        self.violations.append({"from": c.forms[a].name, "operation": operation, "target": target,
                                                "owner": owner})

    def contained(self):
        protect = self.concrete.system.protect
        return not any(protect is None or v["owner"] in protect for v in self.violations)

    def names(self, indices):
        return [self.concrete.forms[i].name for i in indices]
