#!/usr/bin/env python3
"""Two-level systems whose inner limit binds: the MaxSAT engine must prove the optimum that the branch and bound finds. And where the
process has too little memory for a large one, it says so and does not fall.

    run.py --mspec build/mspec [--count N] [--seed N] [--sizes 5,9]

The systems are those of bench/instances.py with few domains to a compartment, so that full ones stand side by side.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'bench'))
import instances  # noqa: E402

LIMIT = '[Limit] ::= 15'


def solve(mspec, path, engine):
    run = subprocess.run([mspec, 'solve', path, '--engine', engine, '--json', '--time-limit', '60s'], capture_output=True, text=True)
    return json.loads(run.stdout)


def measures(answer):
    return {k: answer['cost'][k] for k in ('runtime', 'compartments')} if answer.get('cost') else None


def starve(mspec, folder, size, *more):
    """Of runs in little address space, those that a signal ended or that said nothing."""
    path = os.path.join(folder, 'large.mspec')
    with open(path, 'w') as out:
        out.write(instances.two_level_mspec(instances.two_level(size, 1, low_rates=True)))
    bad = starved = 0
    for mebibytes in range(16, 64, 4):
        limit = mebibytes << 20
        run = subprocess.run([mspec, 'solve', path, *more, '--json', '--time-limit', '1s'], capture_output=True, text=True,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
        starved += 'memory' in run.stdout + run.stderr
        if run.returncode < 0 or not run.stdout + run.stderr:
            bad += 1
            print(f'with {mebibytes} MiB: {" ".join(more)}: status {run.returncode}: {run.stderr[-200:]}')
    if not starved:
        print(f'no run had too little memory: {" ".join(more)}')
    return bad + (not starved)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--mspec', required=True)
    parser.add_argument('--count', type=int, default=24)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--sizes', default='5,9')
    options = parser.parse_args()
    least, most = map(int, options.sizes.split(','))
    passed = failed = bound = 0
    assert LIMIT in instances.MECHANISMS
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'system.mspec')
        for seed in range(options.seed, options.seed + options.count):
            n = least + seed % (most - least + 1)
            system = instances.two_level(n, seed, low_rates=seed % 3 > 0, degree=1 + seed % 4 / 2, denying=0.4 + 0.2 * (seed % 4))
            text = instances.two_level_mspec(system)
            costs = {}
            for limit in (2 + seed % 3, 15):
                with open(path, 'w') as out:
                    out.write(text.replace(LIMIT, f'[Limit] ::= {limit}'))
                answers = {engine: solve(options.mspec, path, engine) for engine in ('sat', 'search')}
                costs[limit] = measures(answers['sat'])
                if answers['sat'].get('optimal') and answers['search'].get('optimal') and costs[limit] == measures(answers['search']):
                    passed += 1
                    continue
                failed += 1
                for engine, answer in answers.items():
                    print(f'seed {seed}, {n} components, limit {limit}: {engine} {answer.get("optimal")} {measures(answer)}')
            bound += len({str(c) for c in costs.values()}) > 1
        failed += starve(options.mspec, folder, 96, '--engine', 'sat')
        failed += starve(options.mspec, folder, 40, '--proof', os.path.join(folder, 'proof'))
    print(f'{passed} passed, {failed} failed; the limit binds in {bound} systems')
    return 1 if failed or not bound else 0


if __name__ == '__main__':
    sys.exit(main())
