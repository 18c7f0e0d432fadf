/* More than one configuration: which engine lists them. The search is quick where its bound is good, and where there are very many of
 * them; else one after the other comes from the SAT solver (sat/listing.h, sat/lowest.h). Where neither comes to an end in time, what they found is put
 * together. */
#ifndef MSPEC_SOLVE_MANY_H
#define MSPEC_SOLVE_MANY_H

#include "solve/engine.h"

#define MANY_FIRST_NODES 3000 /* of the search, before others are asked */

/* GOAL_ALL, GOAL_TOP and GOAL_MINIMAL; as an engine's run. `one`: the engine that finds one optimum. */
mspec_status many_run(const struct model *m, const struct engine *one, uint64_t first_nodes, const struct engine_request *request,
                      struct engine_result *out);

#endif
