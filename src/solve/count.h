/* How many configurations are safe, or valid, without going through them.
 *
 * Counted are, from the inside out, the ways to fill one compartment, to divide the members of one parent, and so on up
 * to the system, for each *crowd* of components (so many of each class of such that can be exchanged). Of what is inside
 * no more is remembered than what others can clash with. That is exact where the fixpoint of a configuration falls apart
 * into those of its compartments: nobody overwrites anybody across a boundary without a violation; what rules 1 and 3 ask
 * is the same for all placements.
 *
 * Suited are systems with symmetric isolation alone, one variant of each component, hardening per component, grants that
 * are the same for all, and a budget for at most one measure. Knows nothing of engines. */
#ifndef MSPEC_SOLVE_COUNT_H
#define MSPEC_SOLVE_COUNT_H

#include "base/bigint.h"
#include "solve/watch.h"
#include "solve/problem.h"

enum count_answer {
    COUNT_DONE,
    COUNT_UNSUITED,  /* another way must be found, also when too much differs from too much */
    COUNT_STOPPED,   /* the watch knows why */
    COUNT_NO_MEMORY
};

/* The problem's scope is SCOPE_SAFE or SCOPE_VALID: that is what is counted. The number lives in the arena. */
enum count_answer count_configurations(struct problem *p, struct watch *watch, struct arena *a, struct bigint *out);

#endif
