/* "The weights of the true literals come to at most so much" as clauses: adders in binary, and a comparison. Takes a solver; knows
 * nothing of what is weighed. */
#ifndef MSPEC_SOLVE_SAT_WEIGHED_H
#define MSPEC_SOLVE_SAT_WEIGHED_H

#include "solve/sat/maxsat.h"

struct weight {
    int literal;
    int128 of; /* > 0 */
};

/* False: out of memory. most >= 0 */
bool weighed_at_most(struct maxsat *s, struct arena *a, const struct weight *weights, size_t count, int128 most);

#endif
