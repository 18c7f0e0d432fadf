"""Systems to measure with, each as an abstract problem and as an MSpec specification.

A *two-level* system has EPT with MPK nested inside, three hardening mechanisms, languages mixed 60/25/15 (C, Rust, Dafny), a
sparse call graph with rates, and asks for the least run time, then the fewest compartments. What such a system means, written
out by hand for the peers (tests compare it with what `mspec` says):

  C code has three ways to run that are worth looking at: bare (wild: reaches everything), with CFI and stack protector (its
  control flow holds, its memory accesses do not) and with KASAN besides (bounded by its intent). Rust and Dafny are bounded.
  Who denies something must be kept from bare C by EPT (MPK lets execution cross), and from C without KASAN by MPK.
"""
import random
from dataclasses import dataclass, field

EPT, MPK = 462, 108                      # cycles, docs/catalogue.md
CLOCK = 2_200_000_000
SLOWDOWN = {'bare': 0, 'cfi+ssp': 4, 'kasan+cfi+ssp': 204}   # percent


@dataclass
class TwoLevel:
    n: int
    seed: int
    language: list = field(default_factory=list)     # 'C', 'Rust', 'Dafny'
    denies: list = field(default_factory=list)       # bool
    share: list = field(default_factory=list)        # hundredths of a percent
    edges: list = field(default_factory=list)        # (a, b, calls per second), a < b
    calls: list = field(default_factory=list)        # (caller, callee)
    limit: int = 15                                  # domains of MPK in one VM

    def ways(self, c):
        """The alternatives of a component: (name, wildness 0..2, cost). Costs are integers: 1e-12 of the run time times CLOCK."""
        if self.language[c] != 'C':
            return [('bare', 0, 0)]
        # share/1e4 × slowdown/100 of the run time, in units of 1 / (CLOCK · 1e0) … kept integral by the factor 1e6 / 1e6
        return [(w, 2 - k, self.share[c] * SLOWDOWN[w] * CLOCK // 1_000_000) for k, w in enumerate(SLOWDOWN)]

    def level(self, a, wa, b, wb):
        """What must stand between: 0 nothing, 1 MPK or EPT, 2 EPT."""
        return max(wa if self.denies[b] else 0, wb if self.denies[a] else 0)


def dependencies(n, seed):
    """A graph as modules have it: each uses a few that were there before it, and what many use already more often than others."""
    r = random.Random(f'dependencies/{n}/{seed}')
    calls, used = [], [0]
    for a in range(1, n):
        for _ in range(r.choice([1, 1, 2, 2, 3])):
            b = r.choice(used) if r.random() < 0.7 else r.randrange(a)
            if b != a and (a, b) not in calls[-4:]:
                calls.append((a, b))
                used.append(b)
        used.append(a)
    return calls


def two_level(n, seed, low_rates=False, degree=2.0, denying=0.4, graph=None):
    """`graph`: who calls whom; without it, each two are as likely as others."""
    r = random.Random(f'{n}/{seed}')
    t = TwoLevel(n, seed)
    for c in range(n):
        x = r.random()
        t.language.append('C' if x < 0.60 else 'Rust' if x < 0.85 else 'Dafny')
        t.denies.append(t.language[c] != 'C' or r.random() < denying)
    weights = [r.random() ** 2 + 0.05 for _ in range(n)]
    total = sum(weights)
    t.share = [max(1, round(10_000 * w / total)) for w in weights]
    pairs = {}
    for k in range(len(graph) if graph else round(degree * n)):
        a, b = graph[k] if graph else (r.randrange(n), r.randrange(n))
        if a == b:
            continue
        t.calls.append((a, b))
        key = (min(a, b), max(a, b))
        rate = r.choice([1, 2, 5, 10, 20, 50, 100]) * r.randint(1, 9) * 1000
        if low_rates:
            rate //= 10
        pairs[key] = pairs.get(key, 0) + rate
    t.edges = [(a, b, w) for (a, b), w in sorted(pairs.items())]
    t.calls = sorted(set(t.calls))
    return t


MECHANISMS = '''\
language C     { [Memory Access] ::= R(*), W(*)            [Call] ::= X(*)       [Requires] ::= * }
language Rust  { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }
language Dafny { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= X }
mechanism kasan { [Applies] ::= C  [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Cost] ::= runtime 200% }
mechanism ssp   { [Applies] ::= C  [Transform] ::= X.return(*) -> X.return(intent)  [Cost] ::= runtime 2% }
mechanism cfi   { [Applies] ::= C  [Transform] ::= X.call(*) -> X.call(intent)      [Cost] ::= runtime 2% }
mechanism ept   { [Boundary] ::= R(shared), W(shared), X(api)  [Gate] ::= 462 cycles }
mechanism mpk   { [Boundary] ::= R(shared), W(shared), X(*)  [Within] ::= ept  [Limit] ::= 15  [Gate] ::= 108 cycles }
'''


def two_level_mspec(t):
    out = [MECHANISMS]
    calls = {}
    for a, b in t.calls:
        calls.setdefault(a, []).append(b)
    for c in range(t.n):
        out.append(f'component c{c} {{')
        out.append(f'    [Language] ::= {t.language[c]}')
        if c in calls:
            out.append('    [Call] ::= X(' + ', '.join(f'c{b}.f{b}' for b in calls[c]) + ')')
        out.append(f'    [API] ::= (f{c}, SYMB)')
        if t.language[c] == 'C' and t.denies[c]:
            out.append('    [Requires] ::= X')
        out.append('}')
    out.append('system bench {')
    out.append('    [Components] ::= ' + ', '.join(f'c{c}' for c in range(t.n)))
    out.append('    [Mechanisms] ::= ept, mpk, kasan, ssp, cfi')
    out.append('    [Clock] ::= 2.2 GHz')
    profile = [f'(c{c}, {t.share[c] / 100:.2f}%)' for c in range(t.n)]
    profile += [f'(c{a} -> c{b}, {w / 1000:g} k/s)' for a, b, w in t.edges]
    out.append('    [Profile] ::= ' + ' \\\n        '.join(profile))
    out.append('    [Minimise] ::= runtime, compartments')
    out.append('}')
    return '\n'.join(out) + '\n'
