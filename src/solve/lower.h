/* Proven lower bounds of costs (struct cost_bound), and how far from them something is. */
#ifndef MSPEC_SOLVE_LOWER_H
#define MSPEC_SOLVE_LOWER_H

#include "solve/engine.h"

/* The stronger of two bounds of the same objective stays. */
void cost_bound_raise(struct cost_bound *bound, const struct cost_bound *other);
/* Does the bound come after this cost? A cost of a valid configuration never does: who gets true has found a defect. */
bool cost_bound_exceeds(const struct model *m, const struct cost_bound *bound, const struct measures *cost);
/* A configuration of this cost is the cheapest: the bound is its whole cost. */
void cost_bound_of(const struct model *m, const struct measures *cost, struct cost_bound *out);
/* The first level at which something may be cheaper than this cost; bound->levels when the bound says nothing of that level, and
 * objective_count when the cost is proven to be the least. */
uint32_t cost_bound_open_level(const struct model *m, const struct cost_bound *bound, const struct measures *cost);
/* How much cheaper it may be at most, in percent of the cost; 0 only where there is nothing between. */
double cost_gap(struct rational cost, struct rational bound);

#endif
