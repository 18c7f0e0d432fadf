/* safe: reach(a) ∩ passes(a→b) ∩ denied(b, a) = ∅, for every ordered pair and every protected b. */
#ifndef MSPEC_VERIFY_VIOLATIONS_H
#define MSPEC_VERIFY_VIOLATIONS_H

#include "verify/desk.h"

struct violation_list {
    VECTOR(struct violation);
};

/* After the fixpoint. */
bool violations_none(struct desk *d);
/* All violations. Adjacent cells of one region, with the same operations and clause, are one. False when out of memory. */
bool violations_collect(struct desk *d, struct violation_list *list);

#endif
