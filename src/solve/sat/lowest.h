/* Minimal configurations by the SAT solver: whatever it finds is taken apart as long as something valid is left of it; what derives from
 * what was found is barred, and it is asked for something else. So only those below which there is nothing are gone through, and not all
 * valid ones. */
#ifndef MSPEC_SOLVE_SAT_LOWEST_H
#define MSPEC_SOLVE_SAT_LOWEST_H

#include "solve/engine.h"

/* GOAL_MINIMAL. As an engine's run, but in no order of costs; *too_large: it is more than is written down, and nothing was found out. */
mspec_status lowest_run(const struct model *m, const struct engine_request *request, struct engine_result *out, bool *too_large);

#endif
