#!/usr/bin/env python3
"""The reference against itself: counts with known formulas, and the space built up against the space recognised."""

import itertools
import math
import unittest

from generate import Generator
from mspec_reference import answers, space
from mspec_reference.model import Concrete
from mspec_reference.parse import SpecError

C = "language C { [Memory Access] ::= R(*), W(*) [Call] ::= X(*) [Requires] ::= * }\n"


def system(n, mechanisms, clauses=""):
    text = C + "".join("component c%d { [Language] ::= C }\n" % i for i in range(n))
    return answers.load_text(text + mechanisms + "system s { %s }\n" % clauses)


def stirling(n, k):
    return sum((-1) ** (k - j) * math.comb(k, j) * j ** n for j in range(k + 1)) // math.factorial(k)


HARDENING = "".join("mechanism h%d { [Transform] ::= X(*) -> X(intent) }\n" % i for i in range(3))
WALL = "mechanism w { [Boundary] ::= X(api) }\n"


class Counts(unittest.TestCase):
    def test_formulas(self):
        for n in range(1, 6):
            for h in range(3):
                used = "[Mechanisms] ::= w" + "".join(", h%d" % i for i in range(h))
                per_compartment = space.size(system(n, HARDENING + WALL, used + "\n[Hardening] ::= per compartment"))
                self.assertEqual(per_compartment, sum(stirling(n, k) * 2 ** (h * k) for k in range(1, n + 1)))
                per_component = space.size(system(n, HARDENING + WALL, used))
                self.assertEqual(per_component, sum(stirling(n, k) for k in range(1, n + 1)) * 2 ** (h * n))

    def test_nested(self):
        s = system(3, WALL + "mechanism v { [Boundary] ::= X(api) [Within] ::= w }\n")
        self.assertEqual(space.size(s), 12)


class Space(unittest.TestCase):
    def test_built_is_recognised(self):
        """All paths of at most two steps with numbers: those that the space contains are those that it lists."""
        for mechanisms in (
                WALL + "mechanism v { [Boundary] ::= X(*) [Within] ::= w }\n",
                WALL + "mechanism v { [Boundary in] ::= X(api) [Within] ::= w }\n",
                "mechanism v { [Boundary in] ::= X(api) }\nmechanism w { [Boundary out] ::= X(api) [Within] ::= v }\n",
                "mechanism v { [Boundary in] ::= X(api) [Within] ::= w }\nmechanism w { [Boundary] ::= X(api) [Within] ::= v }\n",
                WALL + "mechanism v { [Boundary] ::= X(*) }\nmechanism u { [Boundary in] ::= X(api) }\n"):
            for n in (1, 2, 3):
                s = system(n, mechanisms)
                concrete = Concrete(s, next(iter(s.variant_choices())))
                bare = (frozenset(),) * n
                listed = [space.canonical(space.to_json(concrete, space.Configuration((), bare, p)))
                          for p in space.placements(s, n)]
                self.assertEqual(len(listed), len(set(listed)))
                steps = [(m, k) for m in s.isolation for k in range(n)]
                paths = [()] + [(a,) for a in steps] + [(a, b) for a in steps for b in steps if n < 3 or b[1] < 2]
                recognised = set()
                if len(paths) ** n > 300000:
                    continue
                for choice in itertools.product(paths, repeat=n):
                    if space.contains(concrete, bare, choice) is None:
                        recognised.add(space.canonical(space.to_json(concrete, space.Configuration((), bare, choice))))
                self.assertEqual(recognised, set(listed))

    def test_random(self):
        """On random systems: nothing twice, everything listed is recognised, counts agree."""
        tried = 0
        for seed in range(60):
            try:
                s = answers.load_text(Generator(seed).text())
            except SpecError:
                continue
            k = space.size(s, 3000)
            if k is None:
                continue
            tried += 1
            seen = set()
            for forms in s.variant_choices():
                concrete = Concrete(s, forms)
                for paths in space.placements(s, concrete.n):
                    for hardening in space.hardenings(concrete, paths):
                        self.assertIsNone(space.contains(concrete, hardening, paths))
                        seen.add(space.canonical(space.to_json(concrete, space.Configuration(forms, hardening, paths))))
            self.assertEqual(len(seen), k)
        self.assertGreater(tried, 30)


class Blast(unittest.TestCase):
    TEXT = C + """
language Rust { [Memory Access] ::= R(intent), W(intent) [Call] ::= X(intent) [Requires] ::= R, X }
mechanism full { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }
mechanism wall { [Boundary] ::= X(api) }
component app { [Language] ::= C }
component lib { [Language] ::= Rust [Memory Access] ::= R, W, R(key.k) [Requires] ::= X }
component key { [Region] ::= (k, OWN, 64) [Requires] ::= lib(R, k) }
"""

    def blast(self, start, hardening=None, paths=None):
        s = answers.load_text(self.TEXT)
        given = {"components": {c: {"variant": None, "hardening": (hardening or {}).get(c, []),
                                    "path": (paths or {}).get(c, [])} for c in s.components}}
        found = answers.blast_answer(s, given, start)
        return found, {(v["from"], v["operation"], v["owner"]) for v in found["violations"]}

    def test_everything_falls(self):
        found, violated = self.blast("app")
        self.assertEqual(found["overwritten"], ["app", "lib", "key"])
        self.assertEqual(found["controlled"], ["app", "lib"])
        self.assertEqual(violated, {("app", "R", "lib"), ("app", "W", "lib"), ("app", "X.call", "lib"),
                                    ("app", "X.return", "lib"), ("app", "R", "key"), ("app", "W", "key"),
                                    ("lib", "R", "key"), ("lib", "W", "key")})

    def test_hardened_is_overwritten_and_not_controlled(self):
        """lib still does nothing but read the key; the grant of that lapses through app."""
        found, violated = self.blast("app", {"lib": ["full"]})
        self.assertEqual(found["controlled"], ["app"])
        self.assertEqual({v for v in violated if v[0] == "lib"}, {("lib", "R", "key")})

    def test_hardening_of_the_start_counts_for_nothing(self):
        found, violated = self.blast("lib", {"lib": ["full"]})
        self.assertEqual({v for v in violated if v[2] == "key"}, {("app", "R", "key"), ("app", "W", "key"),
                                                                  ("lib", "R", "key"), ("lib", "W", "key")})

    def test_boundaries_hold(self):
        found, violated = self.blast("app", None, {"app": ["wall:1"], "lib": ["wall:2"], "key": ["wall:2"]})
        self.assertEqual(found["overwritten"], ["app"])
        self.assertEqual(violated, set())


if __name__ == "__main__":
    unittest.main()
