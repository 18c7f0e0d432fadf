"""Which configurations derive from which, and the minimal ones."""

from .judge import effective


class Deriving:
    """A configuration as the set of what it has: Y derives from X when the variants are the same and Y has all that X has."""

    def __init__(self):
        self.bits = {}

    def bit(self, key):
        return 1 << self.bits.setdefault(key, len(self.bits))

    def of(self, concrete, placement, hardening):
        found = 0
        for i in range(concrete.n):
            for m in effective(concrete, i, hardening[i]):
                found |= self.bit((i, m))
            for j in range(concrete.n):
                if i != j:
                    for m, direction in placement.between[i][j]:
                        found |= self.bit((i, j, m, direction))
        return found


def minimal(configurations):
    """Positions of the minimal ones in a list of (variants, bits)."""
    found = []
    by_variants = {}
    for k, (variants, bits) in enumerate(configurations):
        by_variants.setdefault(variants, []).append((bin(bits).count("1"), bits, k))
    for group in by_variants.values():
        group.sort()
        lowest = []                     # below everything that is not minimal stands something minimal
        for _, bits, k in group:
            if not any(x & ~bits == 0 and x != bits for x in lowest):
                found.append(k)
                if bits not in lowest:
                    lowest.append(bits)
    return sorted(found)
