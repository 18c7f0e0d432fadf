"""Text -> blocks of clauses -> values.

Takes every valid specification; an invalid one is refused with a plain SpecError and no attempt to go on.
"""

import os
import re
from dataclasses import dataclass, field
from fractions import Fraction


class SpecError(Exception):
    """The specification (or the configuration) is wrong."""


# ---------------------------------------------------------------------------------------------------------------- tokens

@dataclass(frozen=True)
class Token:
    kind: str           # 'id' 'num' 'str' 'punct' 'head' 'nl' 'end'
    value: object
    line: int


HEAD = re.compile(r"\[[ \t]*([A-Za-z]+(?:[ \t]+[A-Za-z]+)*)[ \t]*\][ \t]*(::=|\+=|-=)")
SPACE = re.compile(r"[ \t\r]+")
COMMENT = re.compile(r"#[^\n]*")
CONTINUED = re.compile(r"\\[ \t\r]*(?:#[^\n]*)?\n")
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
IDENT = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_]|-(?!>))*(?:\+\+)?")
NUMBER = re.compile(r"0[xX][0-9A-Fa-f]+|[0-9]+(?:\.[0-9]+)?")
PUNCT = re.compile(r"->|\.\.|::=|>=|<=|==|!=|&&|\|\||<<|>>|\S")


def tokenize(text):
    tokens, at, line, depth = [], 0, 1, 0
    while at < len(text):
        for pattern in (SPACE, COMMENT):
            m = pattern.match(text, at)
            if m:
                break
        if m:
            at = m.end()
            continue
        m = CONTINUED.match(text, at)
        if m:
            at, line = m.end(), line + 1
            continue
        c = text[at]
        if c == "\n":
            if depth == 0:
                tokens.append(Token("nl", "\n", line))
            at, line = at + 1, line + 1
            continue
        m = HEAD.match(text, at)
        if m:
            words = " ".join(m.group(1).lower().split())
            tokens.append(Token("head", (words, m.group(2)), line))
            at = m.end()
            continue
        m = STRING.match(text, at)
        if m:
            tokens.append(Token("str", m.group(1).replace('\\"', '"').replace("\\\\", "\\"), line))
            at = m.end()
            continue
        m = IDENT.match(text, at)
        if m:
            tokens.append(Token("id", m.group(0), line))
            at = m.end()
            continue
        m = NUMBER.match(text, at)
        if m:
            tokens.append(Token("num", m.group(0), line))
            at = m.end()
            continue
        m = PUNCT.match(text, at)
        if m.group(0) == "(":
            depth += 1
        elif m.group(0) == ")":
            depth = max(0, depth - 1)
        tokens.append(Token("punct", m.group(0), line))
        at = m.end()
    tokens.append(Token("nl", "\n", line))
    tokens.append(Token("end", None, line))
    return tokens


# ---------------------------------------------------------------------------------------------------------------- blocks

@dataclass
class Clause:
    heading: str
    op: str             # '::=', '+=' or '-='
    tokens: list
    line: int


@dataclass
class Block:
    kind: str
    name: str
    parent: object = None
    clauses: list = field(default_factory=list)
    variants: list = field(default_factory=list)
    functions: list = field(default_factory=list)
    line: int = 0


KINDS = ("component", "language", "mechanism", "vulnerability", "system")
RESERVED = {"R", "W", "X", "own", "shared", "code", "api", "intent", "granted", "none"}


class Reader:
    def __init__(self, tokens):
        self.tokens, self.at = tokens, 0

    def peek(self):
        return self.tokens[self.at]

    def next(self):
        t = self.tokens[self.at]
        self.at += 1
        return t

    def skip_lines(self):
        while self.peek().kind == "nl":
            self.at += 1

    def fail(self, what):
        raise SpecError("line %d: %s" % (self.peek().line, what))

    def ident(self):
        if self.peek().kind != "id":
            self.fail("a name is missing")
        return self.next().value

    def is_punct(self, value):
        return self.peek().kind == "punct" and self.peek().value == value

    def clause(self):
        head = self.next()
        body = []
        while True:
            t = self.peek()
            if t.kind in ("nl", "head", "end") or (t.kind == "punct" and t.value == "}"):
                break
            body.append(self.next())
        return Clause(head.value[0], head.value[1], body, head.line)

    def body(self, block):
        """The inside of { … }."""
        self.skip_lines()
        if not self.is_punct("{"):
            self.fail("'{' is missing")
        self.next()
        while True:
            self.skip_lines()
            if self.is_punct("}"):
                self.next()
                return
            if self.peek().kind == "head":
                block.clauses.append(self.clause())
            elif block.kind == "component" and self.peek().kind == "id" and self.peek().value in ("variant", "function"):
                kind = self.next().value
                inner = Block(kind, self.ident(), line=self.peek().line)
                self.body(inner)
                (block.variants if kind == "variant" else block.functions).append(inner)
            else:
                self.fail("a clause is missing")


def check_once(block):
    seen = set()
    for c in block.clauses:
        if c.op == "::=":
            if c.heading in seen:
                raise SpecError("line %d: [%s] is set twice" % (c.line, c.heading))
            seen.add(c.heading)
    for inner in block.variants + block.functions:
        check_once(inner)


class Program:
    """All blocks of all files, by kind and name."""

    def __init__(self):
        self.blocks = {kind: {} for kind in KINDS}
        self.catalogue = set()          # (kind, name) that a file of the user may redefine
        self.files = set()

    def add(self, block, catalogue=False):
        table = self.blocks[block.kind]
        if block.name in table and (block.kind, block.name) not in self.catalogue:
            raise SpecError("%s %s is declared twice" % (block.kind, block.name))
        if block.kind == "component" and block.name in RESERVED:
            raise SpecError("%s is not a name of a component" % block.name)
        check_once(block)
        table[block.name] = block
        if catalogue:
            self.catalogue.add((block.kind, block.name))
        else:
            self.catalogue.discard((block.kind, block.name))

    def read_file(self, path, catalogue=False, stack=()):
        if os.path.isdir(path):
            for name in sorted(os.listdir(path)):
                if name.endswith(".mspec") or os.path.isdir(os.path.join(path, name)):
                    self.read_file(os.path.join(path, name), catalogue)
            return
        real = os.path.realpath(path)
        if real in stack:
            raise SpecError("%s includes itself" % path)
        if real in self.files:
            return
        self.files.add(real)
        with open(path, encoding="utf-8") as f:
            text = f.read()
        self.read_text(text, os.path.splitext(os.path.basename(path))[0], os.path.dirname(path), catalogue, stack + (real,))

    def read_text(self, text, name="stdin", folder=".", catalogue=False, stack=()):
        r = Reader(tokenize(text))
        bare = Block("component", name)
        blocks = False
        while True:
            r.skip_lines()
            t = r.peek()
            if t.kind == "end":
                break
            if t.kind == "head":
                bare.clauses.append(r.clause())
            elif t.kind == "id" and t.value == "include":
                r.next()
                s = r.next()
                if s.kind != "str":
                    r.fail("include needs a file in quotes")
                self.read_file(os.path.join(folder, s.value), catalogue, stack)
            elif t.kind == "id" and t.value in KINDS:
                block = Block(r.next().value, None, line=t.line)
                block.name = r.ident()
                if r.is_punct(":"):
                    r.next()
                    block.parent = r.ident()
                r.body(block)
                self.add(block, catalogue)
                blocks = True
            else:
                r.fail("neither a clause nor a block")
        if bare.clauses:
            if blocks:
                raise SpecError("clauses outside of blocks")
            self.add(bare, catalogue)

    # ---- inheritance

    def clauses(self, block, seen=()):
        """{heading: [(op, tokens), …]} with the parent's first; a '::=' drops what came before."""
        if block.name in seen:
            raise SpecError("%s is its own parent" % block.name)
        merged = {}
        if block.parent:
            parent = self.blocks[block.kind].get(block.parent)
            if parent is None:
                raise SpecError("%s %s is not declared" % (block.kind, block.parent))
            merged = self.clauses(parent, seen + (block.name,))
        return overlay(merged, block.clauses)


def overlay(merged, clauses):
    merged = {k: list(v) for k, v in merged.items()}
    # What is set in a block comes before what is added in it, wherever it stands.
    for c in clauses:
        if c.op == "::=":
            merged[c.heading] = [(c.op, c.tokens)]
    for c in clauses:
        if c.op != "::=":
            merged.setdefault(c.heading, []).append((c.op, c.tokens))
    return merged


# ---------------------------------------------------------------------------------------------------------------- values

LEAVES = ("R", "W", "X.call", "X.return")
LEAVES_OF = {"R": (0,), "W": (1,), "X": (2, 3), "X.call": (2,), "X.return": (3,)}

UNITS = {
    "B": ("bytes", 1), "KiB": ("bytes", 1 << 10), "MiB": ("bytes", 1 << 20), "GiB": ("bytes", 1 << 30),
    "%": ("percent", 1), "cycles": ("cycles", 1),
    "ns": ("time", Fraction(1, 10**9)), "us": ("time", Fraction(1, 10**6)), "ms": ("time", Fraction(1, 1000)), "s": ("time", 1),
    "/s": ("rate", 1), "k/s": ("rate", 10**3), "M/s": ("rate", 10**6), "G/s": ("rate", 10**9),
    "Hz": ("frequency", 1), "kHz": ("frequency", 10**3), "MHz": ("frequency", 10**6), "GHz": ("frequency", 10**9),
}


@dataclass(frozen=True)
class Target:
    kind: str                   # '*' 'own' 'shared' 'code' 'api' 'intent' 'granted' 'none' or 'name'
    parts: tuple = ()
    range: object = None        # (from, to) in bytes, end excluded


@dataclass(frozen=True)
class Item:
    """One operation with its targets; bare is an operation without parentheses."""
    leaves: tuple
    targets: tuple
    bare: bool = False
    word: str = ""              # 'none', '*' or 'granted' standing alone


@dataclass(frozen=True)
class Entry:
    """One entry of [Requires]."""
    take: bool
    principal: object           # None: anybody
    leaves: tuple
    target: Target
    whole: bool = False         # part of a bare `*`: requires nothing


class Cursor:
    def __init__(self, tokens):
        self.tokens, self.at = tokens, 0

    def done(self):
        return self.at >= len(self.tokens)

    def peek(self, ahead=0):
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else Token("end", None, 0)

    def next(self):
        t = self.peek()
        if t.kind == "end":
            raise SpecError("a clause ends too early")
        self.at += 1
        return t

    def punct(self, value):
        if self.peek().kind == "punct" and self.peek().value == value:
            self.at += 1
            return True
        return False

    def expect(self, value):
        if not self.punct(value):
            raise SpecError("line %d: '%s' is missing before %r" % (self.peek().line, value, self.peek().value))

    def ident(self):
        if self.peek().kind != "id":
            raise SpecError("line %d: a name is missing before %r" % (self.peek().line, self.peek().value))
        return self.next().value

    def dotted(self):
        parts = [self.ident()]
        while self.punct("."):
            parts.append(self.ident())
        return tuple(parts)

    def number(self):
        """(value, kind of unit); kind None for a bare number."""
        t = self.next()
        if t.kind != "num":
            raise SpecError("line %d: a number is missing before %r" % (t.line, t.value))
        value = Fraction(int(t.value, 16)) if t.value[:2] in ("0x", "0X") else Fraction(t.value)
        unit = None
        if self.punct("%"):
            unit = "%"
        elif self.punct("/"):
            if self.ident() != "s":
                raise SpecError("line %d: an unknown unit" % t.line)
            unit = "/s"
        elif self.peek().kind == "id" and self.peek().value in ("k", "M", "G"):
            unit = self.next().value + "/s"
            self.expect("/")
            if self.ident() != "s":
                raise SpecError("line %d: an unknown unit" % t.line)
        elif self.peek().kind == "id" and self.peek().value in UNITS:
            unit = self.next().value
        if unit is None:
            return value, None
        kind, factor = UNITS[unit]
        return value * factor, kind

    def of_kind(self, *kinds):
        value, kind = self.number()
        if kind not in kinds:
            raise SpecError("a number has the wrong unit")
        return value

    def range(self):
        if not self.punct("["):
            return None
        lo = self.of_kind(None, "bytes")
        self.expect("..")
        hi = self.of_kind(None, "bytes")
        self.expect("]")
        if lo.denominator != 1 or hi.denominator != 1 or lo >= hi:
            raise SpecError("an empty range")
        return int(lo), int(hi)

    def target(self):
        if self.punct("*"):
            return Target("*")
        parts = self.dotted()
        if len(parts) == 1 and parts[0] in RESERVED:
            if parts[0] in ("R", "W", "X"):
                raise SpecError("an operation where a target belongs")
            return Target(parts[0])
        return Target("name", parts, self.range())

    def targets(self):
        found = [self.target()]
        while self.punct(","):
            found.append(self.target())
        return tuple(found)

    def operation(self):
        name = self.ident()
        if name not in ("R", "W", "X"):
            raise SpecError("line %d: %s is no operation" % (self.tokens[self.at - 1].line, name))
        if self.punct("."):
            name += "." + self.ident()
        if name not in LEAVES_OF:
            raise SpecError("%s is no operation" % name)
        return LEAVES_OF[name]

    def is_operation(self):
        return self.peek().kind == "id" and self.peek().value in ("R", "W", "X")

    def item(self):
        """R, R(own, shared), X.call(*), none, *, granted."""
        if self.punct("*"):
            return Item((), (), word="*")
        if self.peek().kind == "id" and self.peek().value in ("none", "granted"):
            return Item((), (), word=self.next().value)
        leaves = self.operation()
        if self.punct("("):
            targets = self.targets()
            self.expect(")")
            return Item(leaves, targets)
        return Item(leaves, (), bare=True)

    def items(self):
        found = [self.item()]
        while self.punct(","):
            found.append(self.item())
        self.finish()
        return found

    def finish(self):
        if not self.done():
            raise SpecError("line %d: %r does not belong here" % (self.peek().line, self.peek().value))


def names(tokens):
    """A list of (dotted) names."""
    cur, found = Cursor(tokens), []
    while not cur.done():
        found.append(".".join(cur.dotted()))
        if not cur.done():
            cur.expect(",")
    return found


def split(tokens, separator):
    """Tokens between separators outside of parentheses."""
    groups, depth = [[]], 0
    for t in tokens:
        if t.kind == "punct" and t.value == "(":
            depth += 1
        if t.kind == "punct" and t.value == ")":
            depth -= 1
        if t.kind == "punct" and t.value == separator and depth == 0:
            groups.append([])
        else:
            groups[-1].append(t)
    return [g for g in groups if g]


def access(clauses):
    """The items of [Memory Access], [Call] or [Boundary…]; None where the clause is absent."""
    if not clauses:
        return None
    found = []
    for op, tokens in clauses:
        if op == "-=":
            raise SpecError("-= belongs to [Requires]")
        found += Cursor(tokens).items()
    return found


DEFAULT_TARGET = (Target("own"), Target("own"), Target("api"), Target("api"))


def requires(clauses):
    """(entries in order, whether the first of them is '::=')."""
    entries = []
    starts = bool(clauses) and clauses[0][0] == "::="
    for op, tokens in clauses or ():
        for group in split(tokens, ","):
            entries += requires_entry(Cursor(group), op == "-=")
    return entries, starts


def requires_entry(cur, take):
    if cur.peek().kind == "id" and cur.peek().value == "none" and cur.peek(1).kind == "end":
        return []
    principal, inner = None, False
    if cur.is_operation():
        leaves = cur.operation()
        targets = None
        if cur.punct("("):
            targets = cur.targets()
            cur.expect(")")
    else:
        if cur.punct("*"):
            if cur.done():
                return [Entry(take, None, (leaf,), Target("*"), True) for leaf in range(4)]
        else:
            principal = ".".join(cur.dotted())
        cur.expect("(")
        if cur.punct("*"):                     # lwip(*): everything to one
            leaves, targets = (0, 1, 2, 3), (Target("*"),)
        else:
            leaves = cur.operation()
            targets = None
            if cur.punct(","):
                targets = cur.targets()
        cur.expect(")")
    cur.finish()
    entries = []
    for leaf in leaves:
        for target in targets if targets is not None else (DEFAULT_TARGET[leaf],):
            entries.append(Entry(take, principal, (leaf,), target))
    return entries


def transforms(clauses):
    """[(left item, right item), …]."""
    rules = []
    for _, tokens in clauses or ():
        for group in split(tokens, ","):
            cur = Cursor(group)
            left = cur.item()
            cur.expect("->")
            right = cur.item()
            cur.finish()
            rules.append((left, right))
    return rules


def tuples(tokens):
    """(a, b, c) (d, e) …: a list of token lists, split at commas; a comma between tuples is let through."""
    found, cur = [], Cursor(tokens)
    while not cur.done():
        cur.expect("(")
        inner, depth = [], 1
        while True:
            t = cur.next()
            if t.kind == "punct" and t.value == "(":
                depth += 1
            if t.kind == "punct" and t.value == ")":
                depth -= 1
                if depth == 0:
                    break
            inner.append(t)
        found.append(split(inner, ","))
        cur.punct(",")
    return found
