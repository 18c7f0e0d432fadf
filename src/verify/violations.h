/* safe: reach(a) ∩ passes(a→b) ∩ denied(b, a) = ∅, for every ordered pair and every protected b. */
#ifndef MSPEC_VERIFY_VIOLATIONS_H
#define MSPEC_VERIFY_VIOLATIONS_H

#include "verify/desk.h"

struct violation_list {
    VECTOR(struct violation);
    uint64_t left_out; /* so many more there are, each on one cell */
};

/* In a system of thousands of components whose boundaries hold nothing there are more violations than memory: everybody may
 * do everything to everybody. More than so many, each on one cell, are not listed but for one against each owner. */
#define MOST_VIOLATIONS 50000

/* After the fixpoint. */
bool violations_none(struct desk *d);
/* All violations, as long as they are not too many. Adjacent cells of one region, with the same operations and clause, are one. False when out of memory. */
bool violations_collect(struct desk *d, struct violation_list *list);

#endif
