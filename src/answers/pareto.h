/* The exact front over some measures: of the valid configurations, those that no other one beats, which is to be at
 * least as good in every measure and better in one; one configuration for each combination of values.
 *
 * Works with any engine: asks it again and again for the first configuration in lexicographic order of the measures,
 * within budgets that keep it below what is known. */
#ifndef MSPEC_ANSWERS_PARETO_H
#define MSPEC_ANSWERS_PARETO_H

#include "solve/engine.h"

/* The request's goal is not looked at. *out (freed with engine_result_fini) has the points in lexicographic order of the
 * measures. Not complete: some points, each of the front, and others may be missing. MSPEC_ERROR_ARGUMENT: no measure,
 * or one that the model cannot reckon. */
mspec_status pareto_find(const struct model *m, const struct engine *engine, const struct engine_request *request,
                         const enum measure *measures, uint32_t count, struct engine_result *out);

#endif
