/* The usual engine: which of the others does what is asked. A small tree is gone through before clauses are written. */
#include "solve/sat/engine.h"

#define SMALL_SYSTEM 9 /* components: up to here the tree is gone through in less time than clauses take to write */

static mspec_status run(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    if (request->goal != GOAL_OPTIMUM || m->component_count <= SMALL_SYSTEM)
        return engine_search.run(m, request, out);
    bool unsuited;
    mspec_status status = sat_optimum(m, request, out, &unsuited);
    if (status != MSPEC_OK || !unsuited)
        return status;
    engine_result_fini(out);
    return engine_search.run(m, request, out);
}

const struct engine engine_auto = {"auto", "what suits the question best", run};
