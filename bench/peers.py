"""The same systems written for other solvers, each as a skilled user of that solver would write them.

Every function takes an abstract system of instances.py and returns the text of an input file. Costs are whole numbers in units of one
cycle per 1000 seconds, so that all solvers minimise the same figures.
"""
from instances import EPT, MPK


def way_cost(t, c):
    return [(k, wild, cost // 1000) for k, (_, wild, cost) in enumerate(t.ways(c))]


def edge_cost(w):
    return w * EPT // 1000, w * MPK // 1000


def clingo(t):
    """Pair encoding: same-VM and same-domain atoms with transitivity; far better here than numbered compartments."""
    o = []
    for c in range(t.n):
        o.append(f'node({c}).')
        o += [f'way({c},{k},{wild},{cost}).' for k, wild, cost in way_cost(t, c)]
        if t.denies[c]:
            o.append(f'deny({c}).')
    for a, b, w in t.edges:
        e, m = edge_cost(w)
        o.append(f'edge({a},{b},{e},{m}).')
    o.append('''
{ use(C,K) : way(C,K,_,_) } = 1 :- node(C).
wild(C,L) :- use(C,K), way(C,K,L,_).
{ vm(A,B) } :- node(A), node(B), A<B.
{ dom(A,B) } :- node(A), node(B), A<B.
:- dom(A,B), not vm(A,B).
v(A,B) :- vm(A,B).  v(B,A) :- vm(A,B).
d(A,B) :- dom(A,B). d(B,A) :- dom(A,B).
:- v(A,B), v(B,C), A<C, not vm(A,C), B!=A, B!=C.
:- d(A,B), d(B,C), A<C, not dom(A,C), B!=A, B!=C.
:- wild(A,2), deny(B), A!=B, v(A,B).
:- wild(A,1), deny(B), A!=B, d(A,B).
first(A) :- node(A), not d(B,A) : node(B), B<A.
''')
    if t.limit:
        o.append(f'head(A,B) :- first(B), v(A,B). head(A,A) :- first(A).')
        o.append(f':- node(A), #count {{ B : head(A,B) }} > {t.limit}.')
    o.append('''
#minimize { X@2,C : use(C,K), way(C,K,_,X); E-M@2,e,A,B : edge(A,B,E,M), not vm(A,B); M@2,m,A,B : edge(A,B,E,M), not dom(A,B);
            1@1,f,A : first(A) }.
''')
    return '\n'.join(o)


def pair(prefix, a, b):
    return f'{prefix}_{min(a, b)}_{max(a, b)}'


def z3(t):
    """Pair encoding again, soft assertions in two lexicographic objectives."""
    o = ['(set-option :opt.priority lex)']
    for c in range(t.n):
        ways = way_cost(t, c)
        o += [f'(declare-const u_{c}_{k} Bool)' for k, _, _ in ways]
        names = ' '.join(f'u_{c}_{k}' for k, _, _ in ways)
        o.append(f'(assert (or {names}))')
        if len(ways) > 1:
            o.append(f'(assert ((_ at-most 1) {names}))')
        o += [f'(assert-soft (not u_{c}_{k}) :weight {cost} :id time)' for k, _, cost in ways if cost]
        o.append(f'(declare-const f_{c} Bool)')
    for a in range(t.n):
        for b in range(a + 1, t.n):
            o += [f'(declare-const {pair(x, a, b)} Bool)' for x in 'vd']
            o.append(f'(assert (=> {pair("d", a, b)} {pair("v", a, b)}))')
            for x, y in ((a, b), (b, a)):
                for k, wild, _ in way_cost(t, x):
                    if wild and t.denies[y]:
                        o.append(f'(assert (not (and u_{x}_{k} {pair("v" if wild == 2 else "d", a, b)})))')
    for a in range(t.n):
        for b in range(t.n):
            for c in range(a + 1, t.n):
                if b not in (a, c):
                    for x in 'vd':
                        o.append(f'(assert (=> (and {pair(x, a, b)} {pair(x, b, c)}) {pair(x, a, c)}))')
    for a in range(t.n):
        before = ' '.join(pair('d', b, a) for b in range(a))
        o.append(f'(assert (or f_{a} {before}))')
    for a, b, w in t.edges:
        e, m = edge_cost(w)
        o.append(f'(assert-soft {pair("v", a, b)} :weight {e - m} :id time)')
        o.append(f'(assert-soft {pair("d", a, b)} :weight {m} :id time)')
    o += [f'(assert-soft (not f_{c}) :weight 1 :id parts)' for c in range(t.n)]
    o += ['(check-sat)', '(get-objectives)']
    return '\n'.join(o)


def minizinc(t):
    """Numbered compartments, numbered by their first member so that renaming gives nothing new; gates weigh as in the model."""
    n = t.n
    ways = [way_cost(t, c) for c in range(n)]
    most = max(len(w) for w in ways)
    cost = [[(w[k][2] if k < len(w) else 0) for k in range(most)] for w in ways]
    o = [f'int: n = {n};', 'include "globals.mzn";',
         'array[1..n] of var 1..n: vm;', 'array[1..n] of var 1..n: dom;',
         f'array[1..n] of var 0..2: wild;', f'array[1..n] of int: top = [{",".join(str(len(w) - 1) for w in ways)}];',
         f'array[1..n] of bool: deny = [{",".join(str(d).lower() for d in t.denies)}];',
         f'array[1..n, 0..{most - 1}] of int: price = array2d(1..n, 0..{most - 1}, [{",".join(str(x) for r in cost for x in r)}]);',
         'constraint forall(c in 1..n)(wild[c] <= top[c]);',
         'constraint forall(c in 1..n)(vm[c] <= c /\\ dom[c] <= c /\\ vm[vm[c]] = vm[c] /\\ dom[dom[c]] = dom[c] /\\ vm[dom[c]] = vm[c]);',
         'constraint forall(a, b in 1..n where a != b /\\ deny[b])(wild[a] = 2 -> vm[a] != vm[b]);',
         'constraint forall(a, b in 1..n where a != b /\\ deny[b])(wild[a] = 1 -> dom[a] != dom[b]);']
    terms = [f'price[{c + 1}, {len(ways[c]) - 1} - wild[{c + 1}]]' for c in range(n) if len(ways[c]) > 1]
    for a, b, w in t.edges:
        e, m = edge_cost(w)
        terms += [f'{e - m} * bool2int(vm[{a + 1}] != vm[{b + 1}])', f'{m} * bool2int(dom[{a + 1}] != dom[{b + 1}])']
    o.append('var int: time = ' + ' + '.join(terms or ['0']) + ';')
    o.append('var int: parts = sum(c in 1..n)(bool2int(dom[c] = c));')
    o.append(f'solve :: seq_search([int_search(wild, first_fail, indomain_min), int_search(vm, first_fail, indomain_min),'
             f' int_search(dom, first_fail, indomain_min)]) minimize time * {n + 1} + parts;')
    o.append('output [show(time), " ", show(parts), "\\n"];')
    return '\n'.join(o)


def toulbar2(t, most=8):
    """A cost function network over (way, VM, domain), numbered compartments; both levels in one cost."""
    scale = t.n + 1
    values = [[(wild, cost, v, d) for _, wild, cost in way_cost(t, c) for v in range(min(c + 1, most)) for d in range(min(c + 1, 3))]
              for c in range(t.n)]
    edges = {(a, b): edge_cost(w) for a, b, w in t.edges}
    import json
    top = sum(max(v[1] for v in vs) for vs in values) * scale + sum(e for e, _ in edges.values()) * scale + 1
    net = {'problem': {'name': 'two-level', 'mustbe': f'<{top}'}, 'variables': {}, 'functions': {}}
    for c in range(t.n):
        net['variables'][f'x{c}'] = len(values[c])
        net['functions'][f'u{c}'] = {'scope': [f'x{c}'], 'costs': [v[1] * scale for v in values[c]]}
    for a in range(t.n):
        for b in range(a + 1, t.n):
            e, m = edges.get((a, b), (0, 0))
            table, any_cost = [], False
            for wa, _, va, da in values[a]:
                for wb, _, vb, db in values[b]:
                    level = t.level(a, wa, b, wb)
                    apart = 2 if va != vb else 1 if da != db else 0
                    cost = top if apart < level else (e if apart == 2 else m if apart else 0) * scale
                    any_cost |= cost > 0
                    table.append(cost)
            if any_cost:
                net['functions'][f'p{a}_{b}'] = {'scope': [f'x{a}', f'x{b}'], 'costs': table}
    return json.dumps(net)
