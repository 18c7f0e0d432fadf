/* The optimum by core-guided MaxSAT over the statement of the whole question (solve/statement/): for systems that anchored zones do not
 * suit. The statement leaves nothing out that decides; whether a configuration is what it says is for the judge all the same. */
#ifndef MSPEC_SOLVE_SAT_SOLVE_GENERAL_H
#define MSPEC_SOLVE_SAT_SOLVE_GENERAL_H

#include "solve/sat/solve_zones.h"

/* As zones_solve. Takes a problem of SCOPE_OPTIMUM. */
enum zones_answer general_solve(struct problem *p, struct watch *watch, struct arena *a, struct configuration **out);

#endif
