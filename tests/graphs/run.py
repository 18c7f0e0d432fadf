#!/usr/bin/env python3
"""Graphs as systems: the fewest compartments must be as many as the chromatic number, whichever way the conflicts are written and
whichever engine looks; and no two neighbours may share one.

    run.py --mspec build/mspec [--random N] [--large]

Graphs with known chromatic numbers come from bench/graphs.py; those of small random graphs are found here, by trying.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'bench'))
import graphs  # noqa: E402

WAYS = {'apart': graphs.mspec_apart, 'denials': graphs.mspec_denials}


def chromatic(g):
    """By trying: vertices one after the other, in a colour that is there or in the next new one."""
    near = [[a for a, b in g.edges if b == v] for v in range(g.n)]

    def fits(colours, v, k):
        if v == g.n:
            return True
        for c in range(min(k, max(colours, default=-1) + 2)):
            if all(colours[u] != c for u in near[v]) and fits(colours + [c], v + 1, k):
                return True
        return False
    return next(k for k in range(1, g.n + 1) if fits([], 0, k))


def small(seed):
    r = random.Random(f'small graph {seed}')
    n, percent = r.randint(2, 13), r.choice([5, 20, 35, 50, 70, 90])
    edges = {(a, b) for b in range(n) for a in range(b) if r.randrange(100) < percent}
    if r.randrange(3) == 0:  # the first ones all in conflict: who looks at a few vertices sees nothing else
        edges |= {(a, b) for b in range(min(7, n)) for a in range(b)}
    return graphs.Graph(f'small{seed}', n, sorted(edges))


def ask(mspec, folder, text, engine):
    path = os.path.join(folder, 'graph.mspec')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    done = subprocess.run([mspec, 'solve', '--json', '--engine', engine, '--time-limit', '60s', path], capture_output=True,
                          text=True, env=dict(os.environ, NO_COLOR='1'), check=False)
    return json.loads(done.stdout or '{}')


def complaint(g, answer):
    if not answer.get('optimal'):
        return 'is not proven'
    found, wanted = answer['cost']['compartments'], g.chromatic or chromatic(g)
    if found != wanted:
        return f'{found} colours instead of {wanted}'
    place = {name: json.dumps(c.get('path', [])) for name, c in answer['configurations'][0]['components'].items()}
    clashing = [(a, b) for a, b in g.edges if place[f'v{a}'] == place[f'v{b}']]
    return f'neighbours share a compartment: {clashing[0]}' if clashing else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--mspec', required=True)
    parser.add_argument('--random', type=int, default=60)
    parser.add_argument('--large', action='store_true', help='the graphs that are measured with, too')
    options = parser.parse_args()
    mspec = os.path.abspath(options.mspec)
    tried = [(g, ['auto', 'sat', 'search']) for g in (graphs.mycielski(3), graphs.queen(5, 5, 5))]
    tried += [(g, ['auto']) for g in (graphs.queen(6, 6, 7), graphs.mycielski(4), graphs.mycielski(6), graphs.queen(8, 8, 9), graphs.registers(40, 12, 3))]
    tried += [(small(i), ['auto', 'sat', 'search']) for i in range(options.random)]
    tried += [(g, ['auto']) for g in graphs.easy_and_medium() if options.large and g.chromatic]
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for g, engines in tried:
            for way, write in WAYS.items():
                for engine in engines:
                    wrong = complaint(g, ask(mspec, folder, write(g), engine))
                    passed += not wrong
                    failed += bool(wrong)
                    if wrong:
                        print(f'FAILED {g.name}, {way}, {engine}: {wrong}')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
