"""The same systems written for other solvers, each as a skilled user of that solver would write them.

Every function takes an abstract system of instances.py and returns the text of an input file. Costs are whole numbers in units of one
cycle per 1000 seconds, so that all solvers minimise the same figures.
"""
import json

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
    """Pair encoding again, soft assertions in one objective: both levels in one number, since widespread versions of Z3 (4.8.12) go on
    from the first of several objectives with its parts fixed, and not only its value, and miss optima so."""
    o = []
    scale = t.n + 1
    for c in range(t.n):
        ways = way_cost(t, c)
        o += [f'(declare-const u_{c}_{k} Bool)' for k, _, _ in ways]
        names = ' '.join(f'u_{c}_{k}' for k, _, _ in ways)
        o.append(f'(assert (or {names}))')
        if len(ways) > 1:
            o.append(f'(assert ((_ at-most 1) {names}))')
        o += [f'(assert-soft (not u_{c}_{k}) :weight {cost * scale} :id cost)' for k, _, cost in ways if cost]
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
    for a in range(t.n if t.limit and t.limit < t.n else 0):
        for b in range(t.n):
            o.append(f'(declare-const h_{a}_{b} Bool)')
            o.append(f'(assert (=> (and f_{b} {pair("v", a, b) if a != b else "true"}) h_{a}_{b}))')
        o.append(f'(assert ((_ at-most {t.limit}) {" ".join(f"h_{a}_{b}" for b in range(t.n))}))')
    for a, b, w in t.edges:
        e, m = edge_cost(w)
        o.append(f'(assert-soft {pair("v", a, b)} :weight {(e - m) * scale} :id cost)')
        o.append(f'(assert-soft {pair("d", a, b)} :weight {m * scale} :id cost)')
    o += [f'(assert-soft (not f_{c}) :weight 1 :id cost)' for c in range(t.n)]
    o += ['(check-sat)', '(get-objectives)']
    return '\n'.join(o)


def most_time(t):
    """What the cheaper of two simple configurations takes: all C hardened and nothing divided, or everybody in a VM of its own."""
    return min(sum(max(cost for _, _, cost in way_cost(t, c)) for c in range(t.n)), sum(edge_cost(w)[0] for _, _, w in t.edges))


def minizinc(t):
    """Numbered compartments, numbered by their first member so that renaming gives nothing new; gates weigh as in the model. Sums
    are bounded by what a simple configuration takes: Gecode reckons with 31 bits."""
    n = t.n
    ways = [way_cost(t, c) for c in range(n)]
    most = max(len(w) for w in ways)
    cost = [[(w[k][2] if k < len(w) else 0) for k in range(most)] for w in ways]
    o = [f'int: n = {n};',
         'array[1..n] of var 1..n: vm;', 'array[1..n] of var 1..n: dom;',
         'array[1..n] of var 0..2: wild;', f'array[1..n] of int: top = [{",".join(str(len(w) - 1) for w in ways)}];',
         f'array[1..n] of bool: deny = [{",".join(str(d).lower() for d in t.denies)}];',
         f'array[1..n, 0..{most - 1}] of int: price = array2d(1..n, 0..{most - 1}, [{",".join(str(x) for r in cost for x in r)}]);',
         'constraint forall(c in 1..n)(wild[c] <= top[c]);',
         'constraint forall(c in 1..n)(vm[c] <= c /\\ dom[c] <= c /\\ vm[vm[c]] = vm[c] /\\ dom[dom[c]] = dom[c] /\\ vm[dom[c]] = vm[c]);',
         'constraint forall(a, b in 1..n where a != b /\\ deny[b])(wild[a] = 2 -> vm[a] != vm[b]);',
         'constraint forall(a, b in 1..n where a != b /\\ deny[b])(wild[a] = 1 -> dom[a] != dom[b]);']
    if t.limit and t.limit < n:
        o.append(f'constraint forall(v in 1..n)(sum(c in v..n)(bool2int(dom[c] = c /\\ vm[c] = v)) <= {t.limit});')
    terms = [f'price[{c + 1}, {len(ways[c]) - 1} - wild[{c + 1}]]' for c in range(n) if len(ways[c]) > 1]
    for a, b, w in t.edges:
        e, m = edge_cost(w)
        terms += [f'{e - m} * bool2int(vm[{a + 1}] != vm[{b + 1}])', f'{m} * bool2int(dom[{a + 1}] != dom[{b + 1}])']
    o.append(f'var 0..{most_time(t)}: time;\nconstraint time = ' + ' + '.join(terms or ['0']) + ';')
    o.append('var 1..n: parts;\nconstraint parts = sum(c in 1..n)(bool2int(dom[c] = c));')
    # among all variables at once, by how often they failed: far better here than one kind after the other, or dear edges first
    o.append(f'solve :: int_search(wild ++ vm ++ dom, dom_w_deg, indomain_min) minimize time * {n + 1} + parts;')
    o.append('output [show(time), " ", show(parts), "\\n"];')
    return '\n'.join(o)


APART, VM, DOMAIN = 0, 1, 2  # what two share


def toulbar2(t):
    """A cost function network in the pair encoding: for two components what they share, with transitivity as ternary functions;
    for counting compartments, whether one before shares it, from one to the next. The limit of domains is left out: where it does
    not bind, nothing changes."""
    scale = t.n + 1
    edges = {(a, b): edge_cost(w) for a, b, w in t.edges}
    top = (most_time(t) + 1) * scale
    variables, functions = {}, {}
    for c in range(t.n):
        ways = way_cost(t, c)
        variables[f'w{c}'] = len(ways)
        functions[f'cost{c}'] = {'scope': [f'w{c}'], 'costs': [cost * scale for _, _, cost in ways]}
    for a in range(t.n):
        for b in range(a + 1, t.n):
            variables[f'p{a}_{b}'] = 3
            e, m = edges.get((a, b), (0, 0))
            if e:
                functions[f'edge{a}_{b}'] = {'scope': [f'p{a}_{b}'], 'costs': [e * scale, m * scale, 0]}
            for x, y in ((a, b), (b, a)):
                if t.denies[y] and len(way_cost(t, x)) > 1:
                    costs = [top if shared > 2 - wild else 0 for _, wild, _ in way_cost(t, x) for shared in (APART, VM, DOMAIN)]
                    functions[f'deny{x}_{y}'] = {'scope': [f'w{x}', f'p{a}_{b}'], 'costs': costs}
    least = [top if sorted((x, y, z))[0] != sorted((x, y, z))[1] else 0 for x in range(3) for y in range(3) for z in range(3)]
    for a in range(t.n):
        for b in range(a + 1, t.n):
            for c in range(b + 1, t.n):
                functions[f't{a}_{b}_{c}'] = {'scope': [f'p{a}_{b}', f'p{b}_{c}', f'p{a}_{c}'], 'costs': least}
    for c in range(t.n):
        for b in range(c):  # s: somebody up to b shares c's domain
            variables[f's{b}_{c}'] = 2
            before = [f's{b - 1}_{c}'] if b else []
            costs = [top if bool(s) != (bool(was) or shared == DOMAIN) else 0
                     for was in ((0, 1) if b else (0,)) for shared in (APART, VM, DOMAIN) for s in (0, 1)]
            functions[f'or{b}_{c}'] = {'scope': [*before, f'p{b}_{c}', f's{b}_{c}'], 'costs': costs}
        if c:
            functions[f'first{c}'] = {'scope': [f's{c - 1}_{c}'], 'costs': [1, 0]}
    return json.dumps({'problem': {'name': 'two-level', 'mustbe': f'<{top}'}, 'variables': variables, 'functions': functions})
