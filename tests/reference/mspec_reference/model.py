"""Blocks -> systems; a system with one variant chosen for each component -> a Concrete: cells and sets of capabilities.

A set of capabilities is one Python integer used as a bit set.  Every cell has two bits: R and W for an atom of memory,
X.call and X.return for an API symbol and for a component's code.
"""

import itertools
from dataclasses import dataclass, field
from fractions import Fraction

from .parse import (LEAVES, Cursor, Entry, Item, SpecError, Target, access, names, overlay, requires, split, transforms, tuples, Token)

R, W, CALL, RETURN = range(4)


# ------------------------------------------------------------------------------------------------------ parts of a system

@dataclass
class Region:
    name: str
    shared: bool
    size: object                # bytes, or None


@dataclass
class Form:
    """One component as one of its variants, or one function of it that is placed by itself."""
    name: str                   # what a configuration calls it
    component: str              # what the specification calls it
    variant: object = None
    function: object = None     # the symbol, where functions are placed
    language: object = None
    vault: bool = False
    memory: list = field(default_factory=list)      # lists of items whose union is the intent; None: the clause is absent
    call: list = field(default_factory=list)
    api: list = field(default_factory=list)         # function symbols
    public: bool = True                             # a placed function that [API] does not name is no API to others
    data: list = field(default_factory=list)        # exported variables
    regions: list = field(default_factory=list)
    entries: list = field(default_factory=list)     # what it requires, in order
    states: bool = False                            # whether it says so itself
    implied: list = field(default_factory=list)     # grants among the parts of a component whose functions are placed
    hardened: frozenset = frozenset()
    runtime: Fraction = Fraction(0)                 # percent
    memory_cost: Fraction = Fraction(0)             # percent
    size: object = None                             # bytes


@dataclass
class Language:
    name: str
    memory: object
    call: object
    entries: list
    states: bool


@dataclass
class Mechanism:
    name: str
    isolates: bool
    rules: list                 # hardening: [(left, right)]
    inward: object = None       # items that cross from outside to a member; None: nothing does
    outward: object = None
    symmetric: bool = False
    applies: object = None      # None: everything with code
    within: frozenset = frozenset()
    needs: frozenset = frozenset()
    conflicts: frozenset = frozenset()
    limit: object = None
    granularity: int = 1
    gate: tuple = (Fraction(0), "cycles")
    runtime: Fraction = Fraction(0)
    memory: Fraction = Fraction(0)
    platform: dict = field(default_factory=dict)


@dataclass
class Vulnerability:
    name: str
    components: frozenset
    mechanisms: frozenset
    rules: list
    boundary: list              # items


@dataclass
class System:
    name: str
    components: list                    # names in the order of [Components], as configurations name them
    forms: dict                         # name -> [Form, one a variant]
    languages: dict
    mechanisms: dict                    # all declared
    hardening: list                     # mechanisms that may be chosen
    isolation: list
    strategy: str = "safety"
    vulnerabilities: list = field(default_factory=list)
    per_compartment: bool = False
    protect: object = None              # None: all
    forbid: list = field(default_factory=list)      # ('with', m, m) or ('on', m, c)
    exclude: list = field(default_factory=list)     # (m or language, m or language)
    use: list = field(default_factory=list)         # (m, c)
    together: list = field(default_factory=list)    # lists of names
    apart: list = field(default_factory=list)
    place: list = field(default_factory=list)       # (c, m)
    share: object = None                # name -> percent, or None without a profile
    rate: dict = field(default_factory=dict)        # (a, b) -> calls a second
    clock: object = None
    budget: list = field(default_factory=list)      # (measure, number)
    minimise: list = field(default_factory=list)

    def variant_choices(self):
        """Every choice of variants: lists of forms in the order of the components."""
        return itertools.product(*(self.forms[c] for c in self.components))


# --------------------------------------------------------------------------------------------------------- from the blocks

def single(clauses, heading):
    """The tokens of a clause that is only ever set, or None."""
    given = clauses.get(heading)
    if not given:
        return None
    tokens = []
    for op, more in given:
        if op == "-=":
            raise SpecError("-= belongs to [Requires]")
        if tokens and more:
            tokens = tokens + COMMA
        tokens = tokens + more
    return tokens


COMMA = [Token("punct", ",", 0)]


def name_list(clauses, heading):
    tokens = single(clauses, heading)
    return None if tokens is None else names(tokens)


def read_language(block, clauses):
    entries, _ = requires(clauses.get("requires"))
    return Language(block.name, access(clauses.get("memory access")), access(clauses.get("call")), entries,
                    "requires" in clauses)


def read_cost(clauses):
    runtime = memory = Fraction(0)
    tokens = single(clauses, "cost")
    for group in split(tokens or [], ","):
        cur = Cursor(group)
        what = cur.ident()
        value = cur.of_kind("percent")
        cur.finish()
        if what == "runtime":
            runtime = value
        elif what == "memory":
            memory = value
        else:
            raise SpecError("[Cost] knows runtime and memory, not %s" % what)
    return runtime, memory


def read_mechanism(block, clauses):
    plain = access(clauses.get("boundary"))
    inward, outward = access(clauses.get("boundary in")), access(clauses.get("boundary out"))
    if plain is not None:
        if inward is not None or outward is not None:
            raise SpecError("[Boundary] beside [Boundary in] or [Boundary out]")
        inward = outward = plain
    isolates = inward is not None or outward is not None
    for item in (inward or []) + (outward or []):
        if item.bare:
            raise SpecError("a bare operation in [Boundary]")
    for left, right in transforms(clauses.get("transform")):
        if set(right.leaves) - set(left.leaves):
            raise SpecError("the right side names an operation that the left lacks")
        if is_star(right) and not is_star(left):
            raise SpecError("a mechanism narrows")
    m = Mechanism(block.name, isolates, transforms(clauses.get("transform")), inward, outward)
    m.symmetric = isolates and mask_shape(inward) == mask_shape(outward)
    applies = name_list(clauses, "applies")
    m.applies = None if applies is None else frozenset(applies)
    m.within = frozenset(name_list(clauses, "within") or ())
    m.needs = frozenset(name_list(clauses, "needs") or ())
    m.conflicts = frozenset(name_list(clauses, "conflicts") or ())
    tokens = single(clauses, "limit")
    if tokens is not None:
        m.limit = int(Cursor(tokens).of_kind(None))
    tokens = single(clauses, "granularity")
    if tokens is not None:
        m.granularity = int(Cursor(tokens).of_kind(None, "bytes"))
        if m.granularity < 1 or m.granularity & (m.granularity - 1):
            raise SpecError("[Granularity] is no power of two")
    tokens = single(clauses, "gate")
    if tokens is not None:
        value, kind = Cursor(tokens).number()
        if kind not in ("cycles", "time"):
            raise SpecError("[Gate] is cycles or a time")
        m.gate = (value, kind)
    m.runtime, m.memory = read_cost(clauses)
    m.platform = read_platform(single(clauses, "platform"))
    return m


def is_star(item):
    return any(t.kind == "*" for t in item.targets)


def mask_shape(items):
    """What a mask says, apart from how it says it."""
    shape = set()
    for item in items or ():
        if item.word == "none":
            continue
        leaves = item.leaves or (R, W, CALL, RETURN)
        kinds = {item.word} if item.word else {t.kind for t in item.targets}
        for leaf in leaves:
            for kind in kinds:
                if kind == "*":
                    shape |= {(leaf, k) for k in (("own", "shared") if leaf in (R, W) else ("api", "code"))}
                elif kind != "none":
                    shape.add((leaf, kind))
    for leaf in range(4):       # everything includes what is granted
        whole = {(leaf, k) for k in (("own", "shared") if leaf in (R, W) else ("api", "code"))}
        if whole <= shape:
            shape.discard((leaf, "granted"))
    return shape


def read_platform(tokens):
    """key -> [words of one alternative]."""
    found = {}
    for group in split(tokens or [], ";"):
        cur = Cursor(group)
        key = cur.ident()
        found.setdefault(key, [])
        for alternative in split(group[1:], ","):
            found[key].append([t.value for t in alternative])
    return found


def platform_allows(mechanism, system):
    for key, wanted in mechanism.items():
        have = system.get(key)
        if have is None:
            continue
        if not any(platform_match(w, h) for w in wanted for h in have):
            return False
    return True


def platform_match(wanted, have):
    if wanted[0] != have[0]:
        return False
    if len(wanted) == 1:
        return True
    if len(have) == 1:
        return False
    op, number = (wanted[1], wanted[2]) if len(wanted) == 3 else ("==", wanted[1])
    a, b = Fraction(have[-1]), Fraction(number)
    return {"==": a == b, ">=": a >= b, "<=": a <= b, ">": a > b, "<": a < b}[op]


def read_vulnerability(block, clauses):
    components, mechanisms = set(), set()
    for left, right in transforms(clauses.get("transform")):
        if is_star(left) and not is_star(right):
            raise SpecError("a vulnerability widens")
    for group in split(single(clauses, "affects") or [], ","):
        cur = Cursor(group)
        parts = cur.dotted()
        if parts == ("mechanism",) and not cur.done():
            mechanisms.add(cur.ident())
        else:
            components.add(".".join(parts))
        cur.finish()
    boundary = []
    for heading in ("boundary", "boundary in", "boundary out"):
        boundary += access(clauses.get(heading)) or []
    return Vulnerability(block.name, frozenset(components), frozenset(mechanisms), transforms(clauses.get("transform")), boundary)


def read_regions(clauses):
    regions = []
    for _, tokens in clauses.get("region", ()):
        for parts in tuples(tokens):
            if len(parts) not in (2, 3):
                raise SpecError("[Region] takes (name, OWN or SHARED, size)")
            name, cls = parts[0][0].value, str(parts[1][0].value).upper()
            if cls not in ("OWN", "SHARED"):
                raise SpecError("a region is OWN or SHARED")
            size = None
            if len(parts) == 3:
                size = int(Cursor(parts[2]).of_kind(None, "bytes"))
                if size < 1:
                    raise SpecError("an empty region")
            regions.append(Region(name, cls == "SHARED", size))
    return regions


def read_api(clauses):
    api, data = [], []
    for _, tokens in clauses.get("api", ()):
        for parts in tuples(tokens):
            name, kind = parts[0][0].value, str(parts[1][0].value).upper()
            if kind not in ("SYMB", "DATA"):
                raise SpecError("[API] holds SYMB and DATA")
            (api if kind == "SYMB" else data).append(name)
    return api, data


def read_form(name, clauses, variant, functions, languages):
    """A component (as one variant) that is placed as a whole."""
    form = Form(name, name, variant)
    language = name_list(clauses, "language")
    if language:
        if language[0] not in languages:
            raise SpecError("language %s is not declared" % language[0])
        form.language = language[0]
    memory, call = access(clauses.get("memory access")), access(clauses.get("call"))
    form.memory, form.call = [memory], [call]
    for f in functions:
        inner = overlay({}, f.clauses)
        form.memory += [access(inner[h]) for h in ("memory access",) if h in inner]
        form.call += [access(inner[h]) for h in ("call",) if h in inner]
    form.api, form.data = read_api(clauses)
    form.regions = read_regions(clauses)
    form.vault = not (form.language or "memory access" in clauses or "call" in clauses or "api" in clauses or functions)
    form.entries, form.states = effective_requires(clauses, languages.get(form.language))
    form.hardened = frozenset(name_list(clauses, "hardened") or ())
    form.runtime, form.memory_cost = read_cost(clauses)
    tokens = single(clauses, "size")
    if tokens is not None:
        form.size = int(Cursor(tokens).of_kind(None, "bytes"))
    seen = set()
    for n in [r.name for r in form.regions] + form.api + form.data:
        if n in seen:
            raise SpecError("%s.%s is declared twice" % (name, n))
        seen.add(n)
    return form


def effective_requires(clauses, language):
    entries, starts = requires(clauses.get("requires"))
    states = any(op in ("::=", "+=") for op, _ in clauses.get("requires", ()))
    if starts:
        return entries, states
    if language is not None and language.states:
        default = language.entries
    else:                                       # a language that says nothing grants no more than none does
        default = [Entry(False, None, (leaf,), Target("api")) for leaf in (CALL, RETURN)]
    return list(default) + entries, states


def place_functions(form, functions):
    """A component whose functions are placed: a vault with its name that holds the regions, and a form for each function."""
    if form.variant:
        raise SpecError("variants together with functions that are placed")
    symbols = [f.name for f in functions]
    for s in form.api:
        if s not in symbols:
            raise SpecError("API symbol %s has no function" % s)
    own_names = {r.name for r in form.regions} | set(form.data)
    vault = Form(form.name, form.name, vault=True, regions=form.regions, data=form.data, size=form.size, states=form.states)
    vault.entries = [e for e in form.entries if e.leaves[0] in (R, W)]
    parts = [vault]
    for f in functions:
        inner = overlay({}, f.clauses)
        part = Form(form.name + "." + f.name, form.name, function=f.name, language=form.language)
        part.memory, part.call = [form.memory[0]], [form.call[0]]
        for heading, kept in (("memory access", part.memory), ("call", part.call)):
            if heading in inner:
                kept.append(access(inner[heading]))
        part.api, part.public = [f.name], f.name in form.api
        part.hardened, part.runtime, part.memory_cost = form.hardened, form.runtime, form.memory_cost
        part.states = form.states
        for e in form.entries:
            if e.leaves[0] in (R, W):
                if e.whole:                     # requires nothing: of its stack neither
                    part.entries.append(e)
                continue
            t = e.target
            if t.kind == "api" and not part.public:
                continue
            if t.kind == "name" and (t.parts[-1] != f.name or not part.public):
                continue
            part.entries.append(e)
        for other in symbols:
            if other != f.name:
                for leaf in (CALL, RETURN):
                    part.implied.append(Entry(False, form.name + "." + other, (leaf,), Target("name", (f.name,))))
        for items in part.memory:
            for item in items or ():
                for t in item.targets:
                    if t.kind == "name" and (len(t.parts) == 1 or t.parts[0] == form.name) and t.parts[-1] in own_names:
                        for leaf in item.leaves:
                            vault.implied.append(Entry(False, part.name, (leaf,), Target("name", (t.parts[-1],), t.range)))
        parts.append(part)
    return parts


# ---------------------------------------------------------------------------------------------------------------- systems

def build(program, system_name=None):
    systems = program.blocks["system"]
    if system_name is not None:
        if system_name not in systems:
            raise SpecError("system %s is not declared" % system_name)
        block = systems[system_name]
    elif len(systems) > 1:
        raise SpecError("several systems: " + ", ".join(systems))
    else:
        block = next(iter(systems.values()), None)
    clauses = program.clauses(block) if block else {}

    languages = {n: read_language(b, program.clauses(b)) for n, b in program.blocks["language"].items()}
    mechanisms = {n: read_mechanism(b, program.clauses(b)) for n, b in program.blocks["mechanism"].items()}
    vulnerabilities = {n: read_vulnerability(b, program.clauses(b)) for n, b in program.blocks["vulnerability"].items()}
    declared = program.blocks["component"]

    listed = name_list(clauses, "components")
    if listed is None:
        listed = list(declared)
    by_function = [t.value for t in single(clauses, "place by") or ()] == ["function"]

    forms, order = {}, []
    for name in listed:
        if name not in declared:
            raise SpecError("component %s is not declared" % name)
        b = declared[name]
        base = program.clauses(b)
        alternatives = [(None, base)] if not b.variants else [(v.name, overlay(base, v.clauses)) for v in b.variants]
        for variant, merged in alternatives:
            form = read_form(name, merged, variant, b.functions, languages)
            parts = place_functions(form, b.functions) if by_function and b.functions else [form]
            for part in parts:
                if part.name not in forms:
                    forms[part.name] = []
                    order.append(part.name)
                elif part.variant is None:
                    raise SpecError("component %s is listed twice" % part.name)
                forms[part.name].append(part)
    if not order:
        raise SpecError("no components")

    system = System(block.name if block else "system", order, forms, languages, mechanisms, [], [])
    read_system(system, clauses, mechanisms, vulnerabilities)
    check_names(system, declared)
    check_needs(system)
    return system


def read_system(system, clauses, mechanisms, vulnerabilities):
    platform = read_platform(single(clauses, "platform"))
    listed = name_list(clauses, "mechanisms")
    if listed == ["none"]:
        listed = []
    for name in listed if listed is not None else list(mechanisms):
        if name not in mechanisms:
            raise SpecError("mechanism %s is not declared" % name)
        m = mechanisms[name]
        if platform_allows(m.platform, platform):
            (system.isolation if m.isolates else system.hardening).append(name)

    strategy = name_list(clauses, "strategy")
    if strategy:
        system.strategy = strategy[0]
        if system.strategy not in ("safety", "vulnerability"):
            raise SpecError("no strategy %s" % system.strategy)
    hardening = single(clauses, "hardening")
    if hardening is not None:
        words = [t.value for t in hardening]
        if words not in (["per", "component"], ["per", "compartment"]):
            raise SpecError("[Hardening] is per component or per compartment")
        system.per_compartment = words[1] == "compartment"

    components = {f.component for fs in system.forms.values() for f in fs} | set(system.components)
    for name in name_list(clauses, "vulnerabilities") or []:
        if name == "none":
            continue
        if name not in vulnerabilities:
            raise SpecError("vulnerability %s is not declared" % name)
        v = vulnerabilities[name]
        built_in = {h for fs in system.forms.values() for f in fs for h in f.hardened}
        if not (v.components & components or v.mechanisms & (set(system.hardening) | set(system.isolation) | built_in)):
            raise SpecError("vulnerability %s affects nothing here" % name)
        system.vulnerabilities.append(v)

    protect = name_list(clauses, "protect")
    system.protect = None if protect is None or protect == ["all"] else set(protect)
    for group in split(single(clauses, "forbid") or [], ";"):
        cur = Cursor(group)
        a, word, b = cur.ident(), cur.ident(), ".".join(cur.dotted())
        cur.finish()
        if word not in ("with", "on"):
            raise SpecError("[Forbid] knows with and on")
        system.forbid.append((word, a, b))
    for group in split(single(clauses, "exclude") or [], ";"):
        cur = Cursor(group)
        a, word, b = cur.ident(), cur.ident(), cur.ident()
        cur.finish()
        if word != "with":
            raise SpecError("[Exclude] is one thing with another")
        system.exclude.append((a, b))
    for group in split(single(clauses, "use") or [], ";"):
        cur = Cursor(group)
        a, word, b = cur.ident(), cur.ident(), ".".join(cur.dotted())
        cur.finish()
        if word != "on":
            raise SpecError("[Use] is a mechanism on a component")
        system.use.append((a, b))
    system.together = [names(g) for g in split(single(clauses, "together") or [], ";")]
    system.apart = [names(g) for g in split(single(clauses, "apart") or [], ";")]
    for group in split(single(clauses, "place") or [], ";"):
        cur = Cursor(group)
        a, word, b = ".".join(cur.dotted()), cur.ident(), cur.ident()
        cur.finish()
        if word != "in":
            raise SpecError("[Place] is a component in a mechanism")
        system.place.append((a, b))

    tokens = single(clauses, "profile")
    if tokens is not None:
        system.share = {}
        for parts in tuples(tokens):
            cur = Cursor(parts[0])
            a = ".".join(cur.dotted())
            if cur.punct("->"):
                b = ".".join(cur.dotted())
                key = (a, b)
                system.rate[key] = system.rate.get(key, 0) + Cursor(parts[1]).of_kind("rate")
            else:
                system.share[a] = Cursor(parts[1]).of_kind("percent")
            cur.finish()
    tokens = single(clauses, "clock")
    if tokens is not None:
        system.clock = Cursor(tokens).of_kind("frequency")
    measures = ("runtime", "compartments", "transformations", "memory")
    for group in split(single(clauses, "budget") or [], ";"):
        cur = Cursor(group)
        what = cur.ident()
        kind = {"runtime": ("percent",), "memory": (None, "bytes")}.get(what, (None,))
        if what not in measures:
            raise SpecError("no measure %s" % what)
        system.budget.append((what, cur.of_kind(*kind)))
        cur.finish()
    minimise = name_list(clauses, "minimise")
    if minimise is None:
        minimise = ["runtime"] * (system.share is not None) + ["compartments", "transformations"]
    for what in minimise:
        if what not in measures:
            raise SpecError("no measure %s" % what)
    system.minimise = minimise
    if "runtime" in minimise or any(w == "runtime" for w, _ in system.budget):
        if system.share is None:
            raise SpecError("runtime without a profile")
        if system.clock is None and system.rate and any(mechanisms[m].gate[1] == "cycles" and mechanisms[m].gate[0]
                                                        for m in system.isolation):
            raise SpecError("runtime without a clock")


def check_names(system, declared):
    known = set(system.components)
    for group in system.together + system.apart:
        for n in group:
            if n not in known:
                raise SpecError("component %s is not in the system" % n)
    for n in (system.protect or set()) | {c for _, c in system.use} | {c for c, _ in system.place} \
            | {b for word, _, b in system.forbid if word == "on"}:
        if n not in known:
            raise SpecError("component %s is not in the system" % n)
    for m in [a for _, a, _ in system.forbid] + [b for word, _, b in system.forbid if word == "with"] \
            + [m for m, _ in system.use] + [m for _, m in system.place]:
        if m not in system.mechanisms:
            raise SpecError("mechanism %s is not declared" % m)
    for fs in system.forms.values():
        for f in fs:
            for h in f.hardened:
                if h not in system.mechanisms:
                    raise SpecError("mechanism %s is not declared" % h)


def check_needs(system):
    """A need that every variant of its target denies can never be met; one that every variant lacks is a slip."""
    verdicts = {}
    for forms in system.variant_choices():
        c = Concrete(system, forms)
        for a, needs in enumerate(c.need_items):
            for key, owner, mask in needs:
                if owner is None:
                    continue
                if mask is None:
                    verdict = "lacks"
                else:
                    verdict = "denies" if mask & ~c.granted[owner][a] else "grants"
                verdicts.setdefault((c.forms[a].name, c.forms[a].variant, key), set()).add(verdict)
    for (a, _, key), found in verdicts.items():
        if "grants" not in found:
            raise SpecError("%s needs %s, which its owner %s" % (a, key, " or ".join(sorted(found))))


# --------------------------------------------------------------------------------------------------------------- concrete

@dataclass(frozen=True)
class Cell:
    owner: int
    kind: str           # 'memory' 'api' 'code'
    shared: bool = False
    name: object = None         # region or symbol; None: the rest
    data: bool = False
    lo: int = 0
    hi: object = None           # None: no size


class Concrete:
    """A system with one variant chosen for each component."""

    def __init__(self, system, forms):
        self.system = system
        self.forms = list(forms)
        self.index = {f.name: i for i, f in enumerate(self.forms)}
        self.n = len(self.forms)
        self.make_cells()
        self.make_grants()
        self.make_intents()
        self.make_bases()
        self.mask_cache = {}
        self.keep_cache = {}
        self.block_cache = {}

    # ---- cells

    def make_cells(self):
        cuts = self.find_cuts()
        self.cells = []
        for i, f in enumerate(self.forms):
            for r in f.regions:
                if r.size is None:
                    self.cells.append(Cell(i, "memory", r.shared, r.name))
                    continue
                edges = sorted({0, r.size} | cuts.get((i, r.name), set()))
                for lo, hi in zip(edges, edges[1:]):
                    self.cells.append(Cell(i, "memory", r.shared, r.name, lo=lo, hi=hi))
            if not (f.vault and f.regions):
                self.cells.append(Cell(i, "memory", False))
                self.cells.append(Cell(i, "memory", True))
            for d in f.data:
                self.cells.append(Cell(i, "memory", False, d, data=True))
            for s in f.api:
                self.cells.append(Cell(i, "api", name=s))
            if not f.vault:
                self.cells.append(Cell(i, "code"))
        self.leaf = [0, 0, 0, 0]
        self.owned = [0] * self.n
        self.own_memory = [0] * self.n
        self.code = 0
        for k, cell in enumerate(self.cells):
            both = 3 << 2 * k
            self.owned[cell.owner] |= both
            first = R if cell.kind == "memory" else CALL
            self.leaf[first] |= 1 << 2 * k
            self.leaf[first + 1] |= 2 << 2 * k
            if cell.kind == "memory" and not cell.shared:
                self.own_memory[cell.owner] |= both
            if cell.kind == "code":
                self.code |= both
        self.everything = (1 << 2 * len(self.cells)) - 1

    def find_cuts(self):
        """Where ranges of any clause cut a region, and the block edges around those cuts."""
        cuts = {}
        grains = [m.granularity for m in self.system.mechanisms.values() if m.isolates]

        def note(form, target):
            found = self.find(form, target)
            if found is None or found[1] is None or target.range is None:
                return
            owner, name = found
            region = next((r for r in self.forms[owner].regions if r.name == name), None)
            if region is None or region.size is None:
                if region is None and not any(s == name for s in self.forms[owner].data + self.forms[owner].api):
                    return
                raise SpecError("a range on %s, which has no size" % name)
            lo, hi = target.range
            if hi > region.size:
                raise SpecError("a range beyond the end of %s" % name)
            for cut in (lo, hi):
                for g in grains + [1]:
                    for edge in (cut // g * g, -(-cut // g) * g):
                        if edge < region.size:
                            cuts.setdefault((owner, name), set()).add(edge)

        for f in self.forms:
            for items in f.memory + f.call:
                for item in items or ():
                    for t in item.targets:
                        note(f, t)
            for e in f.entries + f.implied:
                note(f, e.target)
        return cuts

    def find(self, form, target):
        """(index of the owner, symbol or region) of a named target; None: nobody in this system."""
        if target.kind != "name":
            return None
        parts = target.parts
        if len(parts) == 1:
            component, name = form.component, parts[0]
        else:
            component, name = parts[0], parts[-1]
            if len(parts) == 3:
                component = parts[0] + "." + parts[1]
        if component + "." + name in self.index:            # a function that is placed
            return self.index[component + "." + name], name
        if component in self.index:
            return self.index[component], name
        if len(parts) == 1 and form.name in self.index:
            return self.index[form.name], name
        return None

    def mask(self, leaves, chosen):
        """The capabilities of some cells for some operations; chosen(cell) says which."""
        found = 0
        for k, cell in enumerate(self.cells):
            if chosen(cell):
                found |= 3 << 2 * k
        wanted = 0
        for leaf in leaves:
            wanted |= self.leaf[leaf]
        return found & wanted

    def of_owner(self, owner, leaves, kind, name=None, span=None):
        """Capabilities on what one component owns; None where a name is unknown."""
        if kind == "*":
            return self.mask(leaves, lambda c: c.owner == owner)
        if kind == "own":
            return self.mask(leaves, lambda c: c.owner == owner and c.kind == "memory" and not c.shared)
        if kind == "shared":
            return self.mask(leaves, lambda c: c.owner == owner and c.kind == "memory" and c.shared)
        if kind in ("api", "code"):
            return self.mask(leaves, lambda c: c.owner == owner and c.kind == kind)
        if kind == "none":
            return 0
        if kind != "name":
            raise SpecError("%s does not belong here" % kind)
        if name in ("own", "shared", "api", "code"):
            return self.of_owner(owner, leaves, name)
        if not any(c.owner == owner and c.name == name for c in self.cells):
            return None
        return self.mask(leaves, lambda c: c.owner == owner and c.name == name
                         and (span is None or (span[0] <= c.lo and c.hi <= span[1])))

    # ---- grants

    def make_grants(self):
        self.unrestricted = [self.find_sharing(b) for b in range(self.n)]
        self.granted = [[0] * self.n for _ in range(self.n)]        # granted[owner][to]
        self.by_name = [0] * self.n                                 # to whom, over all owners
        for b in range(self.n):
            everybody = self.static(b, None)
            for who in {e.principal for e in self.forms[b].entries + self.forms[b].implied if e.principal}:
                everybody &= self.static(b, who)
            for who in range(self.n):
                if who != b:
                    everybody &= self.static(b, self.forms[who].name)
            for a in range(self.n):
                if a != b:
                    self.granted[b][a] = self.static(b, self.forms[a].name)
                    self.by_name[a] |= self.granted[b][a] & ~everybody
        self.granted_to = [0] * self.n
        for a in range(self.n):
            for b in range(self.n):
                if a != b:
                    self.granted_to[a] |= self.granted[b][a]

    def find_sharing(self, b):
        """R and W on b's shared memory as far as its requirement does not name it."""
        form, found = self.forms[b], 0
        entries = [e for e in form.entries if not e.take and e.leaves[0] in (R, W)]
        everything = any(e.target.kind == "shared" or (e.target.kind == "name" and e.target.parts[-1] == "shared")
                         for e in entries)
        named = {e.target.parts[-1] for e in entries if e.target.kind == "name"}
        if everything:
            return 0
        for k, cell in enumerate(self.cells):
            if cell.owner == b and cell.kind == "memory" and cell.shared and cell.name not in named:
                found |= 3 << 2 * k
        return found

    def matches(self, principal, who):
        """Whether an entry for a principal speaks to who (None: a stranger)."""
        if principal is None:
            return True
        if who is None:
            return False
        if who in self.index:
            form = self.forms[self.index[who]]
            if form.function and principal == form.component:       # a grant to a component is one to each function
                return True
            if form.vault and not form.function and any(f.function and f.component == who for f in self.forms):
                return False                                        # ... and not one to the vault of its regions
        return principal == who

    def entry_mask(self, b, e):
        if e.target.kind == "name":
            found = self.of_owner(b, e.leaves, "name", e.target.parts[-1], e.target.range)
            if len(e.target.parts) > 1 and e.target.parts[0] not in (self.forms[b].name, self.forms[b].component):
                raise SpecError("[Requires] of %s speaks of what it does not own" % self.forms[b].name)
            if found is None:
                raise SpecError("%s owns no %s" % (self.forms[b].name, e.target.parts[-1]))
            return found
        return self.of_owner(b, e.leaves, e.target.kind)

    def static(self, b, who):
        """What b's requirement grants to who: sharing, then its entries in order, the last word wins."""
        found = self.unrestricted[b]
        for e in self.forms[b].entries + self.forms[b].implied:
            if self.matches(e.principal, who):
                m = self.entry_mask(b, e)
                found = found & ~m if e.take else found | m
        return found

    def handed_out(self, b, who):
        """`granted` in a mask: what b states to who; where it states nothing, its API and sharing."""
        if self.forms[b].states:
            return self.static(b, who)
        form = self.forms[b]
        found = self.unrestricted[b]
        if form.public:
            found |= self.of_owner(b, (CALL, RETURN), "api")
        for e in form.entries + form.implied:
            if self.matches(e.principal, who):
                if e.take:
                    found &= ~self.entry_mask(b, e)
                elif e in form.implied:
                    found |= self.entry_mask(b, e)
        return found

    # ---- intent

    def make_intents(self):
        self.intent = [0] * self.n
        self.star = [0] * self.n                # operations that nothing bounds
        self.need_items = [[] for _ in range(self.n)]
        for i, form in enumerate(self.forms):
            if form.vault:
                continue
            for clauses, leaves in ((form.memory, (R, W)), (form.call, (CALL, RETURN))):
                for items in clauses:
                    if items is None:
                        if form.language:
                            for leaf in leaves:
                                self.intent[i] |= self.default_intent(i, leaf)
                    else:
                        for item in items:
                            self.add_intent(i, item, leaves)
        self.needs = [[0] * self.n for _ in range(self.n)]          # needs[a][b]
        self.lacking = [False] * self.n
        for a in range(self.n):
            for _, owner, mask in self.need_items[a]:
                if owner is not None:
                    if mask is None:
                        self.lacking[a] = True
                    else:
                        self.needs[a][owner] |= mask

    def default_intent(self, i, leaf):
        if leaf in (R, W):
            return self.of_owner(i, (leaf,), "own") | self.general(i, leaf, "shared")
        return self.general(i, leaf, "api")

    def general(self, i, leaf, kind):
        """Everybody's shared memory or API, as far as its owner grants it."""
        found = self.of_owner(i, (leaf,), kind)
        for b in range(self.n):
            if b != i:
                found |= self.of_owner(b, (leaf,), kind) & self.granted[b][i]
        return found

    def add_intent(self, i, item, allowed):
        if item.word == "none":
            return
        if item.word:
            raise SpecError("%s does not belong into an intent" % item.word)
        if any(leaf not in allowed for leaf in item.leaves):
            raise SpecError("an operation in the wrong clause")
        for leaf in item.leaves:
            if item.bare:
                self.intent[i] |= self.default_intent(i, leaf)
            for t in item.targets:
                if t.kind == "*":
                    self.star[i] |= self.leaf[leaf]
                    if self.forms[i].language:     # the default: what an absent clause means
                        self.intent[i] |= self.default_intent(i, leaf)
                elif t.kind in ("own", "code"):
                    self.intent[i] |= self.of_owner(i, (leaf,), t.kind)
                elif t.kind in ("shared", "api"):
                    self.intent[i] |= self.general(i, leaf, t.kind)
                elif t.kind == "name":
                    self.add_need(i, leaf, t)
                elif t.kind != "none":
                    raise SpecError("%s does not belong into an intent" % t.kind)

    def add_need(self, i, leaf, target):
        form = self.forms[i]
        found = self.find(form, target)
        key = "%s %s%s" % (LEAVES[leaf], ".".join(target.parts), "[%d..%d]" % target.range if target.range else "")
        if found is None:
            return                              # somebody who is not in this system
        owner, name = found
        if form.function and len(target.parts) == 1 and owner != i and self.forms[owner].component != form.component:
            raise SpecError("no %s" % key)
        mask = self.of_owner(owner, (leaf,), "name", name, target.range)
        if mask == 0:
            mask = None                         # the wrong kind of thing
        if owner == i:
            if mask is None:
                raise SpecError("%s lacks %s" % (form.name, key))
            self.intent[i] |= mask
            return
        self.need_items[i].append((key, owner, mask))
        self.intent[i] |= mask or 0

    # ---- base, what vulnerabilities add, what hardening leaves

    def make_bases(self):
        s = self.system
        self.base = [0] * self.n
        self.adds = [0] * self.n
        for i, form in enumerate(self.forms):
            if form.vault:
                continue
            language = s.languages.get(form.language)
            for leaf in range(4):
                if self.star[i] & self.leaf[leaf]:
                    self.base[i] |= self.leaf[leaf]
                elif language is None or s.strategy == "vulnerability":
                    self.base[i] |= self.intent[i] & self.leaf[leaf]
                else:
                    self.base[i] |= self.language_bound(i, language, leaf)
            for v in s.vulnerabilities:
                if form.name in v.components or form.component in v.components:
                    for _, right in v.rules:
                        self.adds[i] |= self.covered(i, right)

    def language_bound(self, i, language, leaf):
        items = language.memory if leaf in (R, W) else language.call
        if items is None:
            return self.leaf[leaf]
        mine = [item for item in items if leaf in item.leaves]
        if not mine and not any(item.word == "none" for item in items):
            return self.leaf[leaf]              # a language that says nothing of an operation does not bound it
        found = 0
        for item in mine:
            found |= self.covered(i, Item((leaf,), item.targets, item.bare))
        return found

    def covered(self, i, item):
        """One side of a transformation, seen from component i."""
        if item.word == "none":
            return 0
        if item.word:
            raise SpecError("%s does not belong into a transformation" % item.word)
        found = 0
        for leaf in item.leaves:
            kinds = ["intent"] if item.bare else [t.kind for t in item.targets]
            for kind in kinds:
                if kind == "*":
                    found |= self.leaf[leaf]
                elif kind == "intent":
                    found |= self.intent[i] & self.leaf[leaf]
                elif kind in ("own", "code"):
                    found |= self.of_owner(i, (leaf,), kind)
                elif kind in ("shared", "api"):
                    found |= self.general(i, leaf, kind)
                elif kind != "none":
                    raise SpecError("%s does not belong into a transformation" % kind)
        return found

    def leaves(self, i, mechanism):
        """What a hardening mechanism leaves of a reach of component i."""
        if (i, mechanism) not in self.keep_cache:
            self.keep_cache[i, mechanism] = self.find_leaves(i, mechanism)
        return self.keep_cache[i, mechanism]

    def find_leaves(self, i, mechanism):
        m = self.system.mechanisms[mechanism]
        keep = self.everything
        for left, right in m.rules:
            domain = 0
            for leaf in left.leaves:
                domain |= self.leaf[leaf]
            kinds = {t.kind for t in left.targets}
            before = domain if left.bare or kinds & {"*", "intent"} else self.covered(i, left)
            after = self.covered(i, right)
            for v in self.system.vulnerabilities:
                if mechanism in v.mechanisms:
                    for _, wider in v.rules:
                        after |= self.covered(i, wider)
            keep &= ~(before & ~after)
        return keep

    # ---- masks

    def blocks(self, mask, grain):
        """An atom passes when an atom in the same block of its region does."""
        if grain == 1 or not mask:
            return mask
        mates = self.block_cache.get(grain)
        if mates is None:
            mates = self.block_cache[grain] = [self.block_mates(k, grain) for k in range(len(self.cells))]
        found = mask
        for k in range(len(self.cells)):
            here = mask >> 2 * k & 3
            if here and self.cells[k].kind == "memory":
                for other in mates[k]:
                    found |= here << 2 * other
        return found

    def block_mates(self, k, grain):
        a = self.cells[k]
        found = []
        if a.kind != "memory":
            return found
        for j, b in enumerate(self.cells):
            if j == k or b.kind != "memory" or b.owner != a.owner or b.shared != a.shared:
                continue
            loose = lambda c: c.data or c.name is None          # an exported variable lies somewhere in the rest
            if loose(a) and loose(b):
                found.append(j)
            elif a.name == b.name and a.hi is not None and not a.data:
                if a.lo // grain <= (b.hi - 1) // grain and b.lo // grain <= (a.hi - 1) // grain:
                    found.append(j)
        return found

    def crossing(self, items, b, listeners):
        """What a mask lets through to b; listeners: whom the mechanism does not separate from the one who asks."""
        found = 0
        for item in items or ():
            if item.word == "none":
                continue
            leaves = item.leaves or (R, W, CALL, RETURN)
            kinds = [item.word] if item.word else [t.kind for t in item.targets]
            for kind in kinds:
                if kind == "granted":
                    for x in listeners:
                        if x != b:
                            m = self.handed_out(b, self.forms[x].name)
                            for leaf in leaves:
                                found |= m & self.leaf[leaf]
                elif kind in ("own", "shared", "api", "code", "*", "none"):
                    found |= self.of_owner(b, leaves, kind)
                else:
                    raise SpecError("%s does not belong into a mask" % kind)
        return found

    def mask_of(self, mechanism, direction, b, listeners):
        """What crosses a boundary of a mechanism in a direction to b, block by block."""
        key = (mechanism, direction, b, listeners)
        if key not in self.mask_cache:
            m = self.system.mechanisms[mechanism]
            items = m.inward if direction == "in" else m.outward
            self.mask_cache[key] = self.blocks(self.crossing(items, b, listeners), m.granularity)
        return self.mask_cache[key]

    def added_by(self, mechanism, b, listeners):
        """What listed vulnerabilities let through such a boundary, whichever side is the inside."""
        key = (mechanism, "added", b, listeners)
        if key not in self.mask_cache:
            items = [i for v in self.system.vulnerabilities if mechanism in v.mechanisms for i in v.boundary]
            grain = self.system.mechanisms[mechanism].granularity
            self.mask_cache[key] = self.blocks(self.crossing(items, b, listeners), grain)
        return self.mask_cache[key]

    # ---- hardening that may be chosen

    def applies(self, mechanism, i):
        m, form = self.system.mechanisms[mechanism], self.forms[i]
        if m.isolates or form.vault:
            return False
        return m.applies is None or form.language in m.applies

    def choosable(self, i):
        return [m for m in self.system.hardening if self.applies(m, i) and m not in self.forms[i].hardened]

    # ---- for people

    def describe(self, bit):
        k, second = divmod(bit, 2)
        cell = self.cells[k]
        leaf = (R if cell.kind == "memory" else CALL) + second
        name = self.forms[cell.owner].name
        if cell.kind == "code":
            where = name + ".code"
        elif cell.name is None:
            where = name + (".shared" if cell.shared else ".own")
        else:
            where = name + "." + cell.name
            if cell.hi is not None:
                where += "[%d..%d]" % (cell.lo, cell.hi)
        return LEAVES[leaf], where, name
