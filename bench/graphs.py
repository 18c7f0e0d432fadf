"""Graphs to colour, each made from its definition, as MSpec specifications: components are vertices, an edge is a conflict, and the
fewest compartments are as many as colours.

Where the chromatic number follows from the definition, or is well known, it is given; None: it is not.
"""
import random
from dataclasses import dataclass


@dataclass
class Graph:
    name: str
    n: int
    edges: list                 # (a, b), a < b
    chromatic: int | None = None


def queen(rows, columns, chromatic=None):
    """Squares of a chess board; an edge where a queen moves from one to the other."""
    squares = [(r, c) for r in range(rows) for c in range(columns)]
    edges = [(i, k) for k, (r, c) in enumerate(squares) for i, (q, d) in enumerate(squares[:k])
             if q == r or d == c or abs(q - r) == abs(d - c)]
    return Graph(f'queen{rows}_{columns}', len(squares), edges, chromatic)


def mycielski(k):
    """Mycielski's construction applied k times to one edge: no triangle, and k + 1 colours (DIMACS counts like this)."""
    n, edges = 2, [(0, 1)]
    for _ in range(k - 1):
        edges = edges + [(min(x), max(x)) for a, b in edges for x in ((a, n + b), (b, n + a))] + [(n + i, 2 * n) for i in range(n)]
        n = 2 * n + 1
    return Graph(f'myciel{k}', n, sorted(edges), k + 1)


def registers(n, length, seed):
    """Which of n values are alive at once: intervals on a line. As many colours as are alive at the busiest point."""
    r = random.Random(f'registers {n} {length} {seed}')
    spans = [(a, a + 1 + r.randrange(length)) for a in (r.randrange(n) for _ in range(n))]
    edges = [(i, k) for k in range(n) for i in range(k) if spans[i][0] < spans[k][1] and spans[k][0] < spans[i][1]]
    busiest = max(sum(a <= x < b for a, b in spans) for x in range(n + length))
    return Graph(f'registers{n}_{length}', n, edges, busiest)


def book(n, scenes, cast, seed):
    """Characters who meet in a book: those of one scene all know each other; a few are in most scenes."""
    r = random.Random(f'book {n} {scenes} {cast} {seed}')
    weights = [1 / (i + 1) for i in range(n)]
    edges = set()
    for _ in range(scenes):
        present = sorted(set(r.choices(range(n), weights, k=r.randint(2, cast))))
        edges |= {(a, b) for b in present for a in present if a < b}
    return Graph(f'book{n}', n, sorted(edges))


def uniform(n, percent, seed):
    """Each edge with the same chance."""
    r = random.Random(f'uniform {n} {percent} {seed}')
    return Graph(f'uniform{n}.{percent}', n, [(a, b) for b in range(n) for a in range(b) if r.randrange(100) < percent])


def hidden(n, colours, percent, seed):
    """A colouring is drawn first, then edges between different colours, and one clique of all colours."""
    r = random.Random(f'hidden {n} {colours} {percent} {seed}')
    colour = [i % colours for i in range(n)]
    r.shuffle(colour)
    first = [colour.index(c) for c in range(colours)]
    edges = {(a, b) for b in range(n) for a in range(b) if colour[a] != colour[b] and r.randrange(100) < percent}
    edges |= {(min(a, b), max(a, b)) for a in first for b in first if a != b}
    return Graph(f'hidden{n}_{colours}', n, sorted(edges), colours)


def easy_and_medium():
    return [mycielski(3), mycielski(4), mycielski(5), mycielski(6), mycielski(7),
            queen(5, 5, 5), queen(6, 6, 7), queen(7, 7, 7), queen(8, 8, 9), queen(8, 12, 12),
            book(74, 120, 8, 1), book(138, 200, 8, 2), uniform(60, 20, 1), uniform(125, 10, 1), uniform(90, 50, 1),
            registers(197, 60, 1), registers(450, 70, 2), hidden(120, 8, 30, 1), hidden(450, 25, 8, 2)]


# ---- as MSpec ----

BOX = 'mechanism box { [Boundary] ::= R(shared), W(shared), X(api) }\n'
C = 'language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }\n'


def system(n, further):
    return ('system graph {\n    [Components] ::= ' + ', '.join(f'v{i}' for i in range(n)) + '\n    [Mechanisms] ::= box\n' + further +
            '    [Minimise] ::= compartments\n}\n')


def mspec_apart(g):
    """Edges as constraints of the system."""
    vertices = ''.join(f'component v{i} {{ [API] ::= (f, SYMB)  [Requires] ::= X }}\n' for i in range(g.n))
    pairs = ''.join(f'    [Apart] += v{a}, v{b}\n' for a, b in g.edges)
    return BOX + vertices + system(g.n, pairs.replace('+=', '::=', 1))


def mspec_denials(g):
    """Edges as denials: C code, one end of each edge denies the other one its memory."""
    out = [BOX, C]
    denied = {}
    for a, b in g.edges:
        denied.setdefault(a, []).append(b)
    for i in range(g.n):
        out.append(f'component v{i} {{\n    [Language] ::= C\n    [Requires] ::= *\n')
        if i in denied:
            out.append('    [Requires] -= ' + ', '.join(f'v{b}(W, own)' for b in denied[i]) + '\n')
        out.append('}\n')
    return ''.join(out) + system(g.n, '')


# ---- for other solvers ----

def greedy_clique(g):
    near = [set() for _ in range(g.n)]
    for a, b in g.edges:
        near[a].add(b)
        near[b].add(a)
    best = []
    for v in range(g.n):
        clique, left = [v], set(near[v])
        while left:
            u = max(sorted(left), key=lambda w: len(near[w] & left))
            clique.append(u)
            left &= near[u]
        best = clique if len(clique) > len(best) else best
    return best


def greedy_colours(g):
    near = [set() for _ in range(g.n)]
    for a, b in g.edges:
        near[a].add(b)
        near[b].add(a)
    colour = {}
    while len(colour) < g.n:
        v = max((v for v in range(g.n) if v not in colour),
                key=lambda v: (len({colour[u] for u in near[v] if u in colour}), len(near[v])))
        used = {colour[u] for u in near[v] if u in colour}
        colour[v] = next(c for c in range(g.n) if c not in used)
    return max(colour.values()) + 1


def clingo(g):
    """As many colours as a greedy colouring takes, those of a greedy clique fixed, the others in order of use."""
    clique, colours = greedy_clique(g), greedy_colours(g)
    o = [f'v(0..{g.n - 1}). c(0..{colours - 1}).', *(f'e({a},{b}).' for a, b in g.edges), *(f'x({v},{i}).' for i, v in enumerate(clique))]
    o.append(f'''
1 {{ x(V,C) : c(C) }} 1 :- v(V).
:- e(A,B), x(A,C), x(B,C).
used(C) :- x(_,C).
:- used(C), C > {len(clique)}, not used(C-1).
#minimize {{ 1,C : used(C) }}.''')
    return '\n'.join(o) + '\n'
