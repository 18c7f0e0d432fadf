#!/usr/bin/env python3
"""Where the profile of redis.mspec comes from: fits the additive model to the published measurements and prints the clauses.

A request takes a base time, plus a time for each pair of parts that a boundary separates, plus a time for each library that is
hardened: eight coefficients, ordinary least squares over the rows of measurements.csv. Then

    rate of a pair    = crossings per request * requests per second = (its time / time of one gate) / base
    share of a part   = its part of the time that all hardening costs together

The second takes hardening to slow every part down by the same factor. Only the product of share and factor can be measured; the
factor that makes the shares add up to 100 % is printed as a check (generic KASAN alone is said to cost about 200 %).
"""

import csv
import os

GATE_CYCLES = 108  # MPK gate with data shadow stack, FlexOS paper
CLOCK_HZ = 2.2e9   # Intel Xeon Silver 4114, on which the measurements were made

PAIRS = [("redis", "lwip"), ("redis", "uksched"), ("lwip", "uksched")]
PARTS = ["redis", "newlib", "uksched", "lwip"]


def features(row):
    cut = [row[a + "_compartment"] != row[b + "_compartment"] for a, b in PAIRS]
    hard = [row[p + "_hardened"] == "1" for p in PARTS]
    return [1.0] + [float(x) for x in cut + hard]


def least_squares(xs, ys):
    """Solves the normal equations by Gaussian elimination."""
    n = len(xs[0])
    m = [[sum(x[i] * x[j] for x in xs) for j in range(n)] + [sum(x[i] * y for x, y in zip(xs, ys))] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(m[k][i]))
        m[i], m[pivot] = m[pivot], m[i]
        for k in range(n):
            if k != i:
                f = m[k][i] / m[i][i]
                m[k] = [a - f * b for a, b in zip(m[k], m[i])]
    return [m[i][n] / m[i][i] for i in range(n)]


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "measurements.csv")
    with open(path, encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    xs = [features(row) for row in rows]
    ys = [1e6 / float(row["median_per_s"]) for row in rows]  # microseconds per request
    fit = least_squares(xs, ys)
    base, cuts, hard = fit[0], fit[1:4], fit[4:]
    predicted = [sum(a * b for a, b in zip(fit, x)) for x in xs]
    mean = sum(ys) / len(ys)
    r2 = 1 - sum((y - p) ** 2 for y, p in zip(ys, predicted)) / sum((y - mean) ** 2 for y in ys)
    error = sum(abs(y - p) / y for y, p in zip(ys, predicted)) / len(ys)

    print(f"{len(rows)} rows, R2 {r2:.3f}, mean error {100 * error:.1f} %")
    print(f"base {base:.3f} us per request: {1 / base:.3f} M requests/s")
    gate = 1e6 * GATE_CYCLES / CLOCK_HZ
    for (a, b), t in zip(PAIRS, cuts):
        print(f"cut {a} | {b}: {t:.3f} us, {t / gate:.2f} crossings per request, {t / gate / base:.2f} M/s")
    for part, t in zip(PARTS, hard):
        print(f"hardening {part}: {t:.3f} us, share {100 * t / sum(hard):.1f}%")
    print(f"slowdown of hardened code {100 * sum(hard) / base:.1f} %")
    print(f"500 000 requests/s: run time at most {100 * (2 / base - 1):.1f} % over the base")


if __name__ == "__main__":
    main()
