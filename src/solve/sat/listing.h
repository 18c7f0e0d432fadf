/* Many configurations by the solver: all of least cost, or the cheapest ones in their order, one after the other, each barred once it is
 * found. For systems in which few are wanted and the search does not come to an end; where there are millions of them the search is
 * quicker. */
#ifndef MSPEC_SOLVE_SAT_LISTING_H
#define MSPEC_SOLVE_SAT_LISTING_H

#include "solve/engine.h"

/* GOAL_ALL and GOAL_TOP. As an engine's run; *too_large: it is more than is written down, and nothing was found out. `enough`: of all of
 * least cost, so many will do, and the answer is then complete; 0: all. `most`: none of the cheapest ones that are wanted is dearer; or
 * NULL. */
mspec_status listing_run(const struct model *m, const struct engine_request *request, uint64_t enough, const struct measures *most,
                         struct engine_result *out, bool *too_large);

#endif
