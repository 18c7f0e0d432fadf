/* The nearest of all optimal configurations without going through them: the cost, the distance, and the order of those that are equally
 * near are minimised one after the other by the SAT solver. Takes and gives what nearest.h does. */
#ifndef MSPEC_ANSWERS_NEAREST_SOLVER_H
#define MSPEC_ANSWERS_NEAREST_SOLVER_H

#include "answers/nearest.h"

/* Of two configurations, both numbered as they are printed, the one that comes first where both are as good and as near: the order
 * depends on nothing but themselves. */
int nearest_compare_choice(const struct choice *a, const struct choice *b);
int nearest_compare(const struct configuration *a, const struct configuration *b);

/* request->least_cost, where it is known, helps. *found, in the arena: NULL where it was stopped (nearest->why says why), or where there
 * is none; nearest->proven: the nearest, and the first of those. MSPEC_ERROR_LIMIT: too large to be written down. */
mspec_status nearest_by_solver(const struct model *m, const struct engine_request *request, const struct configuration *to,
                               struct arena *a, struct configuration **found, struct nearest *nearest, uint64_t *nodes);

#endif
