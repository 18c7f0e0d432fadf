/* The MaxSAT engine for other engines to call. */
#ifndef MSPEC_SOLVE_SAT_ENGINE_H
#define MSPEC_SOLVE_SAT_ENGINE_H

#include "solve/engine.h"

/* One optimum. *unsuited: another engine must look; the result then says at most what was proven. */
mspec_status sat_optimum(const struct model *m, const struct engine_request *request, struct engine_result *out, bool *unsuited);

struct problem;
/* The same. *left: where another engine must look, the problem of SCOPE_OPTIMUM that was built for it, for the caller to free; NULL
 * where there is none. */
mspec_status sat_optimum_or_problem(const struct model *m, const struct engine_request *request, struct engine_result *out,
                                    struct problem **left, bool *unsuited);

/* The same as sat_optimum, of systems that are graphs to colour alone. */
mspec_status sat_colours(const struct model *m, const struct engine_request *request, struct engine_result *out, bool *unsuited);

/* The same, by the statement of the whole question alone, whatever else suits the system. */
mspec_status sat_statement(const struct model *m, const struct engine_request *request, struct engine_result *out, bool *unsuited);

extern const struct engine engine_sat;

#endif
