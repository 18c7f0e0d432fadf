"""Random small systems as MSpec text: broad rather than likely, every kind of clause that is valid has its chance.

Text is written one clause a line, so that a difference can be made small by taking lines out (shrink.py).
"""

import random

NAMES = ["app", "lib", "net", "drv", "key", "log"]
SYMBOLS = ["open", "send", "poll", "init"]
REGIONS = ["ring", "heap", "table"]
SIZES = [None, None, "64", "100", "4 KiB", "8 KiB", "0x3000", "0x1800", "10000 B"]
HARDENING = ["kasan", "cfi", "ssp", "shadow"]
ISOLATION = ["mpk", "ept", "sfi", "sgx"]

SYMMETRIC = [
    "R(shared), W(shared), X(*)", "R(shared), W(shared), X(*)", "R(granted), W(granted), X(api)", "granted",
    "R(shared), W(shared), X(api)", "none", "X(api)", "X(*)", "R(*), X(api)", "R(granted), W(shared), X(granted)",
    "X.call(api), X.return(*)", "R(own), W(granted), X(api)", "R(*), W(shared), X(code)", "R(own, shared), W(own), X(api, code)",
    "R(granted), X(api)", "X(granted)",
]
TIGHT = ["W(granted)", "granted", "R(granted), W(granted), X(api)", "W(granted), X(api)", "R(own), X(api)", "W(granted), R(own)"]
DIRECTED = [
    (("in", "X(api)"), ("out", "R(*), W(*), X(api)")),
    (("in", "R(*), W(*), X(*)"), ("out", "R(shared), W(shared), X(api)")),
    (("in", "X(api)"),),
    (("out", "R(shared), W(shared), X(api)"),),
    (("in", "granted"), ("out", "*")),
    (("in", "R(shared), X(api)"), ("out", "R(granted), W(granted), X(api)")),
    (("in", "none"), ("out", "R(*), W(*), X(*)")),
    (("in", "R(granted), W(granted), X(granted)"), ("out", "X(*), R(shared)")),
    (("in", "X.call(api)"), ("out", "R(shared), X.return(*)")),
]
TRANSFORMS = [
    "R(*) -> R(intent), W(*) -> W(intent)", "R(*) -> R(intent), W(*) -> W(intent)", "X(*) -> X(intent)", "X(*) -> X(intent)",
    "X.call(*) -> X.call(intent)", "X.return(*) -> X.return(intent)", "W(*) -> W(intent)", "R(*) -> R", "W(*) -> W, X(*) -> X",
    "R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent)", "X.call(*) -> X.call(intent), X.return(*) -> X.return",
]
FULL = "R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent)"
ODD_TRANSFORMS = [
    "W(*) -> W(own)", "R(*) -> R(own, shared)", "W(*) -> W(shared)", "X(*) -> X.call(intent)", "X(*) -> X(api)", "W(*) -> none",
    "X(intent) -> X(api)", "R(intent) -> R(own)",
]
WIDENINGS = [
    "R(intent) -> R(*)", "R(intent) -> R(*)", "W(intent) -> W(*)", "X(intent) -> X(*)", "X.return(intent) -> X.return(*)",
    "R(intent) -> R(*), W(intent) -> W(*)", "X.call(intent) -> X.call(*)",
]
LANGUAGES = [
    ("Go", ["[Memory Access] ::= R(intent), W(intent)", "[Call] ::= X(*)", "[Requires] ::= X"]),
    ("Ada", ["[Memory Access] ::= R(*), W(intent)", "[Call] ::= X(intent)", "[Requires] ::= R, X"]),
    ("Asm", ["[Memory Access] ::= R(*), W(*)", "[Call] ::= X.call(intent), X.return(*)", "[Requires] ::= none"]),
    ("Zig", ["[Memory Access] ::= R(intent), W(*)", "[Call] ::= X.call(*), X.return(intent)", "[Requires] ::= *"]),
    ("C++", ["[Memory Access] ::= R(*), W(*)", "[Call] ::= X(*)", "[Requires] ::= R, W, X"]),
]


class Thing:
    """What a component owns, known before its clauses are written."""

    def __init__(self, name):
        self.name, self.language, self.vault = name, None, False
        self.regions, self.symbols, self.data = [], [], []      # regions: (name, class, size or None, bytes)
        self.variants, self.functions = [], []


class Generator:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines = []

    def maybe(self, p):
        return self.r.random() < p

    def pick(self, items):
        return self.r.choice(items)

    def some(self, items, least, most):
        items = list(items)
        k = self.r.randint(min(least, len(items)), min(most, len(items)))
        return self.r.sample(items, k)

    # ---- pieces

    def skeleton(self, name):
        t = Thing(name)
        kind = self.r.random()
        if kind < 0.15:
            t.vault = True
        elif kind < 0.3:
            t.language = None
        else:
            t.language = self.pick(["C", "C", "C", "Rust", "Rust"] + [n for n, _ in self.languages])
            if self.tight:
                t.language = "C" if not self.things else self.pick(["Rust", "Rust", "Rust", "C"])
        for region in self.some(REGIONS, 0, 2):
            size = self.pick(SIZES)
            t.regions.append((region, self.pick(["OWN", "SHARED"]), size, self.bytes(size)))
        if t.vault:
            if not t.regions and self.maybe(0.7):
                t.regions.append(("heap", "OWN", "4 KiB", 4096))
        else:
            t.symbols = self.some(SYMBOLS, 0, 2)
            if self.maybe(0.12):
                t.data = ["errno"]
        return t

    @staticmethod
    def bytes(size):
        if size is None:
            return None
        number, _, unit = size.partition(" ")
        return int(number, 0) * (1024 if unit == "KiB" else 1)

    def range(self, region):
        size = region[3]
        if size is None or self.maybe(0.4):
            return region[0]
        marks = sorted({0, size, 1, 16, 64, 100, size // 2, 4096, 5000, 6000, 8192} & set(range(size + 1)))
        lo, hi = sorted(self.r.sample(marks, 2))
        return "%s[%s..%d]" % (region[0], self.pick([str(lo), hex(lo)]), hi)

    def memory_target(self, t, own=True):
        options = ["own", "shared"] if own else []
        options += [self.range(r) for r in t.regions for _ in (0, 1)] + t.data
        return self.pick(options) if options else None

    def requires(self, t):
        entries = []
        others = [o.name for o in self.things if o is not t]
        if self.tight and self.maybe(0.7):
            if self.maybe(0.25):
                return ["*"] if t.language else ["R"]
            return self.some(["X", "R", "W"], 0, 1) + ["%s(%s, %s)" % (self.pick(others), self.pick(["R", "W"]),
                                                                      self.memory_target(t)) for _ in range(2)]
        for _ in range(self.r.randint(1, 3)):
            x = self.r.random()
            op = self.pick(["R", "W"])
            target = self.memory_target(t)
            principal = self.pick(others + (["ghost"] if self.maybe(0.05) else []))
            if x < 0.16:
                entries.append(self.pick(["X", "X", "R", "W", "X.call"]))
            elif x < 0.3:
                entries.append("%s(%s)" % (op, target))
            elif x < 0.36:
                entries.append("*(%s, %s)" % (op, target))
            elif x < 0.66:
                entries.append("%s(%s, %s)" % (principal, op, target))
            elif x < 0.74 and t.symbols:
                entries.append(self.pick(["X(%s)", principal + "(X, %s)", "*(X, %s)"]) % self.pick(t.symbols))
            elif x < 0.8 and not t.vault:
                entries.append("%s(X, %s)" % (principal, self.pick(["api", "code"])))
            elif x < 0.84 and not t.vault:
                entries.append("X(*)")
            elif x < 0.88:
                entries.append("%s(own, shared)" % op)
            elif x < 0.9 and self.odd:
                entries.append("%s(*)" % op)
            else:
                entries.append("X" if not t.vault else "R")
        if t.language and self.maybe(0.06):
            return ["*"]
        if self.maybe(0.06):
            return ["none"]
        return entries

    def takes(self, t):
        principal = self.pick([o.name for o in self.things if o is not t])
        if t.symbols and self.maybe(0.2):
            return "%s(X, %s)" % (principal, self.pick(t.symbols + ["api"]))
        if not t.vault and self.maybe(0.1):
            return "%s(X, code)" % principal
        return "%s(%s, %s)" % (principal, self.pick(["R", "W"]), self.memory_target(t))

    def memory(self, t, wish_needs=True):
        if self.maybe(0.05):
            return ["none"]
        items = []
        for op in ("R", "W"):
            x = self.r.random()
            if x < 0.45:
                items.append(op)
            elif x < 0.55:
                items.append("%s(own)" % op)
            elif x < 0.65:
                items.append("%s(shared)" % op)
            elif x < 0.72:
                items.append("%s(own, shared)" % op)
            elif x < 0.79:
                items.append("%s(*)" % op)
            elif x < 0.84 and t.regions:
                items.append("%s(%s.%s)" % (op, t.name, self.range(self.pick(t.regions))))
        for o in self.things:
            if wish_needs and o is not t and self.maybe(0.4 if self.tight else 0.22):
                target = self.memory_target(o, own=False)
                if target:
                    op = self.pick(["R", "W"])
                    items.append("%s(%s.%s)" % (op, o.name, target))
                    if self.maybe(0.8):
                        self.grants.setdefault(o.name, []).append("%s(%s, %s)" % (t.name, op, target))
        return items or ["none"]

    def call(self, t):
        if self.maybe(0.05):
            return ["none"]
        items = []
        x = self.r.random()
        if x < 0.45:
            items.append("X")
        elif x < 0.53:
            items.append("X(*)")
        elif x < 0.58:
            items.append("X.call, X.return(*)")
        elif x < 0.63:
            items.append("X.call")
        named = []
        for o in self.things:
            if o is not t and o.symbols and self.maybe(0.35):
                symbol = self.pick(o.symbols)
                named.append("%s.%s" % (o.name, symbol))
                if self.maybe(0.7):
                    self.grants.setdefault(o.name, []).append("%s(X, %s)" % (t.name, symbol))
            elif o is not t and not o.vault and self.odd and self.maybe(0.04):
                named.append("%s.code" % o.name)
                self.grants.setdefault(o.name, []).append("%s(X, code)" % t.name)
        if named:
            items.append("%s(%s)" % (self.pick(["X", "X", "X", "X.call"]), ", ".join(named)))
        return items or ["none"]

    def clauses_of(self, t, thin=False):
        """(heading, body) pairs; thin: for a variant or function, only a few."""
        found = []
        if not t.vault:
            if self.maybe(0.45 if thin else 0.6):
                found.append(("[Memory Access]", ", ".join(self.memory(t))))
            if self.maybe(0.35 if thin else 0.55):
                found.append(("[Call]", ", ".join(self.call(t))))
        return found

    def component(self, t):
        out = ["component %s {" % t.name]
        clauses = []
        if t.language:
            clauses.append(("[Language]", t.language))
        if t.regions:
            clauses.append(("[Region]", " ".join("(%s, %s%s)" % (n, c, ", " + s if s else "") for n, c, s, _ in t.regions)))
        if t.symbols or t.data:
            clauses.append(("[API]", " ".join(["(%s, SYMB)" % s for s in t.symbols] + ["(%s, DATA)" % d for d in t.data])))
        clauses += self.intents[t.name]
        if not t.language and not t.vault and not any(h in ("[Memory Access]", "[Call]") for h, _ in clauses):
            clauses.append(("[Memory Access]", "R, W"))
        if self.hardening and not t.vault and self.maybe(0.4 if self.tight else 0.15):
            clauses.append(("[Hardened]", ", ".join(self.some(self.hardening, 1, 2 if self.tight else 1))))
        if self.maybe(0.3):
            clauses.append(("[Size]", self.pick(["4 KiB", "1 MiB", "1000", "64 KiB"])))
        if not t.vault and self.maybe(0.1):
            clauses.append(("[Cost]", self.pick(["runtime 1%", "runtime 0.1%, memory 10%"])))
        states = self.maybe(0.75 if t.language else 0.9)
        if states:
            clauses.append(("[Requires]", ", ".join(self.requires(t))))
        self.r.shuffle(clauses)
        out += ["    %s ::= %s" % c for c in clauses]
        grants = [g for g in self.grants.get(t.name, [])]
        if grants and (states or self.maybe(0.5)):
            out.append("    [Requires] += " + ", ".join(sorted(set(grants))))
        if self.maybe(0.12):
            out.append("    [Requires] -= " + self.takes(t))
        for v in t.variants:
            out.append("    variant %s {" % v)
            inner = []
            if self.maybe(0.6) and not t.vault:
                inner.append("[Language] ::= " + self.pick(["C", "Rust"]))
            if self.maybe(0.3):
                inner.append("[Requires] %s %s" % (self.pick(["::=", "+="]), ", ".join(self.requires(t))))
            if self.maybe(0.3) and not t.vault:
                inner.append("[Memory Access] ::= " + self.pick(["R, W", "R", "R(own), W(own)", "R(*), W"]))
            if self.maybe(0.3):
                inner.append("[Cost] ::= runtime %s" % self.pick(["2%", "0.5%"]))
            out += ["        " + i for i in inner]
            out.append("    }")
        for f in t.functions:
            out.append("    function %s {" % f)
            for heading, body in self.function_clauses(t):
                out.append("        %s ::= %s" % (heading, body))
            out.append("    }")
        out.append("}")
        return out

    def function_clauses(self, t):
        found = []
        if self.maybe(0.6):
            items = self.some(["R", "W", "R(own)", "W(shared)"], 0, 2)
            for region in t.regions:
                if self.maybe(0.5):
                    items.append("%s(%s.%s)" % (self.pick("RW"), t.name, self.range(region)))
            if items:
                found.append(("[Memory Access]", ", ".join(items)))
        if self.maybe(0.4):
            found.append(("[Call]", self.pick(["X", "none"])))
        return found

    def tie(self, a, b):
        """[Needs] or [Conflicts], each pair once: both at once is refused."""
        if frozenset((a, b)) in self.tied:
            return []
        self.tied.add(frozenset((a, b)))
        return ["    [%s] ::= %s" % (self.pick(["Needs", "Conflicts"]), b)]

    def mechanisms(self):
        self.tied = set()
        out = []
        for h in self.hardening:
            t = self.pick(TRANSFORMS + [FULL] * (12 if self.tight else 0))
            if self.odd and self.maybe(0.15):
                t = self.pick(ODD_TRANSFORMS)
            out.append("mechanism %s {" % h)
            out.append("    [Transform] ::= " + t)
            if self.maybe(0.4):
                out.append("    [Applies] ::= " + ", ".join(self.some(["C", "Rust"] + [n for n, _ in self.languages], 1, 2)))
            others = [x for x in self.hardening + self.isolation if x != h]
            if others and self.maybe(0.2):
                out += self.tie(h, self.pick(others))
            if self.maybe(0.7):
                out.append("    [Cost] ::= runtime %s" % self.pick(["2%", "200%", "0.1%", "0.2%", "0.3%"])
                           + (", memory %s" % self.pick(["150%", "1.5%"]) if self.maybe(0.4) else ""))
            out.append("}")
        for m in self.isolation:
            out.append("mechanism %s {" % m)
            if self.maybe(0.7):
                out.append("    [Boundary] ::= " + self.pick(TIGHT if self.tight and self.maybe(0.7) else SYMMETRIC))
            else:
                for direction, mask in self.pick(DIRECTED):
                    out.append("    [Boundary %s] ::= %s" % (direction, mask))
            others = [x for x in self.isolation if x != m]
            if others and self.maybe(0.5):
                out.append("    [Within] ::= " + ", ".join(self.some(others, 1, 2)))
            if self.maybe(0.2):
                out.append("    [Limit] ::= " + self.pick("123"))
            if self.maybe(0.4):
                out.append("    [Granularity] ::= " + self.pick(["4 KiB", "4 KiB", "64", "16", "1", "2"]))
            if self.maybe(0.5):
                out.append("    [Gate] ::= " + self.pick(["108 cycles", "462 cycles", "50 ns", "0.5 us"]))
            if self.hardening and self.maybe(0.25):
                out += self.tie(m, self.pick(self.hardening))
            if self.maybe(0.25):
                out.append("    [Cost] ::= " + self.pick(["runtime 1%", "runtime 0.1%, memory 5%"]))
            out.append("}")
        if self.hardening and self.maybe(0.1):
            out += ["mechanism extra : %s {" % self.hardening[0], "    [Cost] ::= runtime 5%", "}"]
            self.hardening.append("extra")
        return out

    def vulnerabilities(self):
        out, listed = [], []
        code = [t.name for t in self.things if not t.vault]
        for k in range(self.r.choice([0, 0, 0, 1, 1, 2])):
            name = "CVE-2024-%d" % k
            x = self.r.random()
            if x < 0.6 and code:
                if self.maybe(0.3):
                    out += ["vulnerability CWE-%d {" % k, "    [Transform] ::= " + self.pick(WIDENINGS), "}",
                            "vulnerability %s : CWE-%d {" % (name, k)]
                else:
                    out += ["vulnerability %s {" % name, "    [Transform] ::= " + self.pick(WIDENINGS)]
                out += ["    [Affects] ::= " + ", ".join(self.some(code, 1, 2)), "}"]
            elif x < 0.8 and self.isolation:
                out += ["vulnerability %s {" % name, "    [Affects] ::= mechanism " + self.pick(self.isolation),
                        "    [Boundary%s] ::= %s" % (self.pick(["", " in", " out"]),
                                                     self.pick(["R(*)", "W(shared)", "X(*)", "R(granted)", "W(own)", "R(own)"])), "}"]
            elif self.hardening:
                out += ["vulnerability %s {" % name, "    [Affects] ::= mechanism " + self.pick(self.hardening),
                        "    [Transform] ::= " + self.pick(WIDENINGS), "}"]
            else:
                continue
            listed.append(name)
        return out, listed

    def system(self, listed):
        names = [t.name for t in self.things]
        whole = [t.name for t in self.things if not (self.by_function and t.functions)]
        mechanisms = self.hardening + self.isolation
        out = ["system s {"]
        order = names[:]
        self.r.shuffle(order)
        out.append("    [Components] ::= " + ", ".join(order))
        if self.maybe(0.9) or not mechanisms:
            out.append("    [Mechanisms] ::= " + (", ".join(mechanisms) or "none"))
        if self.maybe(0.3):
            out.append("    [Strategy] ::= " + self.pick(["safety", "vulnerability", "vulnerability"]))
        if listed:
            out.append("    [Vulnerabilities] ::= " + ", ".join(listed))
        if self.maybe(0.6):
            out.append("    [Hardening] ::= " + self.pick(["per component", "per compartment", "per compartment"]))
        if self.by_function:
            out.append("    [Place by] ::= function")
        if self.maybe(0.15) and whole:
            out.append("    [Protect] ::= " + ", ".join(self.some(whole, 1, 2)))
        if mechanisms and whole:
            if self.maybe(0.15):
                parts = ["%s on %s" % (self.pick(mechanisms), self.pick(whole))]
                if len(mechanisms) > 1:
                    parts = self.some(parts + ["%s with %s" % tuple(self.some(mechanisms, 2, 2))], 1, 2)
                out.append("    [Forbid] ::= " + "; ".join(parts))
            if len(mechanisms) > 1 and self.maybe(0.2):
                parts = ["%s with %s" % tuple(self.some(mechanisms, 2, 2))]
                if self.maybe(0.5):
                    parts.append("%s with %s" % (self.pick(mechanisms), self.pick(["C", "Rust"])))
                out.append("    [Exclude] ::= " + "; ".join(parts))
            if self.maybe(0.1):
                out.append("    [Use] ::= %s on %s" % (self.pick(mechanisms), self.pick(whole)))
            if self.isolation and self.maybe(0.1):
                out.append("    [Place] ::= %s in %s" % (self.pick(whole), self.pick(self.isolation)))
        if len(whole) > 1 and self.maybe(0.1):
            out.append("    [Together] ::= " + ", ".join(self.some(whole, 2, 2)))
        if len(whole) > 1 and self.maybe(0.1):
            out.append("    [Apart] ::= " + ", ".join(self.some(whole, 2, 3)))
        profile = whole and self.maybe(0.45)
        if profile:
            parts = ["(%s, %s)" % (n, self.pick(["31%", "25%", "12.5%", "100%", "0.7%"])) for n in self.some(whole, 1, 9)]
            if len(whole) > 1:
                for a, b in sorted({tuple(self.some(whole, 2, 2)) for _ in range(self.r.randint(0, 3))}):
                    parts.append("(%s -> %s, %s)" % (a, b, self.pick(["1.2 M/s", "400 k/s", "1000 /s"])))
            out.append("    [Profile] ::= " + " ".join(parts))
            out.append("    [Clock] ::= " + self.pick(["2.2 GHz", "1 GHz", "3000 MHz"]))
        measures = ["compartments", "transformations", "memory"] + (["runtime"] if profile else [])
        if self.maybe(0.3):
            out.append("    [Minimise] ::= " + ", ".join(self.some(measures, 1, 3)))
        if self.maybe(0.12):
            out.append("    [Budget] ::= " + self.pick(["compartments 2", "transformations 2", "compartments 3; transformations 4"]
                                                       + (["runtime 60%", "runtime 1%"] if profile else [])))
        out.append("}")
        return out

    # ---- the whole

    def text(self):
        self.odd = self.maybe(0.15)
        self.tight = self.maybe(0.35)       # few ways in, grants by name, hardening built in: where the subtle rules decide
        self.languages = self.some(LANGUAGES, 0, 2)
        self.grants = {}
        n = self.r.choice([2, 2, 3, 3, 3, 3, 4, 4])
        self.hardening = self.some(HARDENING, 0, 3)
        self.isolation = self.some(ISOLATION, 0, 3 if n < 4 else 2)
        self.things = []
        for name in self.r.sample(NAMES, n):
            self.things.append(self.skeleton(name))
        self.by_function = False
        candidates = [t for t in self.things if not t.vault]
        if candidates and self.maybe(0.12):
            t = self.pick(candidates)
            self.by_function = self.maybe(0.6)
            t.data = [] if self.by_function else t.data
            if not t.symbols:
                t.symbols = ["open"]
            t.functions = list(t.symbols) + (["helper"] if self.maybe(0.4) else [])
        elif self.maybe(0.12):
            self.pick(self.things).variants = ["old", "new"]
        self.intents = {t.name: self.clauses_of(t) for t in self.things}
        lines = ["language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }",
                 "language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }"]
        for name, clauses in self.languages:
            lines += ["language %s {" % name] + ["    " + c for c in clauses] + ["}"]
        for t in self.things:
            lines += self.component(t)
        lines += self.mechanisms()
        more, listed = self.vulnerabilities()
        lines += more + self.system(listed)
        return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys
    print(Generator(int(sys.argv[1])).text(), end="")
