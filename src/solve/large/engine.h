/* The engine for systems that are too large for the exact ones: a valid configuration soon, better ones as time goes on, and a proven
 * lower bound that says how much better they could become. It stops when the two meet, or when neither moves any more. */
#ifndef MSPEC_SOLVE_LARGE_ENGINE_H
#define MSPEC_SOLVE_LARGE_ENGINE_H

#include "solve/engine.h"

/* One good configuration. *unsuited: another engine must look (hardening per compartment; figures too fine). */
mspec_status large_optimum(const struct model *m, const struct engine_request *request, struct engine_result *out, bool *unsuited);

extern const struct engine engine_large;

#endif
