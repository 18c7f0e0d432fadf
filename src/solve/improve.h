/* A good configuration soon: the best one known is taken apart in one corner, and the corner is searched again. */
#ifndef MSPEC_SOLVE_IMPROVE_H
#define MSPEC_SOLVE_IMPROVE_H

#include "solve/search.h"

/* `best` gives the best configuration known, or NULL; the search's `found` learns of better ones and lowers the ceiling.
 * Nobody is seated before and after. Stops when it no longer helps. */
typedef const struct solution *best_fn(void *user);
void search_improve(struct search *s, best_fn *best, void *user);

#endif
