/* The usual engine: which of the others does what is asked. A small tree is gone through before clauses are written. */
#include "solve/sat/engine.h"
#include "solve/watch.h"

#define SMALL_SYSTEM 4 /* components: up to here the tree is gone through in less time than clauses take to write */
#define LEAST_TIME 0.001 /* seconds */

static mspec_status run(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    if (request->goal != GOAL_OPTIMUM || m->component_count <= SMALL_SYSTEM)
        return engine_search.run(m, request, out);
    bool unsuited;
    double start = watch_now();
    mspec_status status = sat_optimum(m, request, out, &unsuited);
    if (status != MSPEC_OK || !unsuited)
        return status;
    struct cost_bound proven = out->bound;
    engine_result_fini(out);
    /* the search has what is left of the time, and never none, which would be no limit */
    struct engine_request rest = *request;
    double left = request->time_limit - (watch_now() - start);
    if (request->time_limit > 0)
        rest.time_limit = left > LEAST_TIME ? left : LEAST_TIME;
    status = engine_search.run(m, &rest, out);
    if (status == MSPEC_OK)
        cost_bound_raise(&out->bound, &proven);
    return status;
}

const struct engine engine_auto = {"auto", "what suits the question best", run};
