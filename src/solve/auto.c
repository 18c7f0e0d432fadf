/* The usual engine: which of the others does what is asked. A small tree is gone through before clauses are written. */
#include "solve/large/engine.h"
#include "solve/sat/engine.h"
#include "solve/watch.h"

#define SMALL_SYSTEM 4 /* components: up to here the tree is gone through in less time than clauses take to write */
#define LARGE_SYSTEM 400 /* components: from here on optima are not proven in any time that somebody waits */
#define LEAST_TIME 0.001 /* seconds */

/* What is left of the time for the next engine: never none, which would be no limit. What was proven so far stays. */
static void hand_over(const struct engine_request *request, double start, struct engine_result *out, struct engine_request *rest,
                      struct cost_bound *proven)
{
    cost_bound_raise(proven, &out->bound);
    engine_result_fini(out);
    *rest = *request;
    double left = request->time_limit - (watch_now() - start);
    if (request->time_limit > 0)
        rest->time_limit = left > LEAST_TIME ? left : LEAST_TIME;
}

static mspec_status run(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    if (request->goal != GOAL_OPTIMUM || m->component_count <= SMALL_SYSTEM)
        return engine_search.run(m, request, out);
    bool unsuited;
    double start = watch_now();
    struct cost_bound proven = {0};
    struct engine_request rest = *request;
    mspec_status status;
    if (m->component_count >= LARGE_SYSTEM) {
        status = large_optimum(m, &rest, out, &unsuited);
        if (status != MSPEC_OK || out->count || out->complete)
            return status;
        hand_over(request, start, out, &rest, &proven); /* unsuited, or nothing was found */
    }
    status = sat_optimum(m, &rest, out, &unsuited);
    if (status == MSPEC_OK && unsuited) {
        hand_over(request, start, out, &rest, &proven);
        status = engine_search.run(m, &rest, out);
    }
    if (status == MSPEC_OK)
        cost_bound_raise(&out->bound, &proven);
    return status;
}

const struct engine engine_auto = {"auto", "what suits the question best", run};
