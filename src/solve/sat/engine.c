/* SAT as an engine: the optimum of systems that are graphs to colour, and of those that anchored zones suit. */
#include "solve/sat/engine.h"

#include "solve/result.h"
#include "solve/sat/solve_colours.h"
#include "solve/sat/solve_general.h"
#include "solve/watch.h"

static const char *const too_fine = "more alternatives, or finer figures, than the search can hold";

static mspec_status deliver(struct engine_result *out, struct configuration *found)
{
    if (found && !engine_result_set(out, &found, 1))
        return MSPEC_ERROR_MEMORY;
    out->feasible = found != NULL;
    return MSPEC_OK;
}

/* Ways to look, each for what those before it do not suit. */
enum { BY_COLOURS = 1, BY_ZONES = 2, BY_STATEMENT = 4 };

/* *left as in sat_optimum_or_problem. */
static mspec_status optimum(const struct model *m, const struct engine_request *request, unsigned ways,
                            struct engine_result *out, struct problem **left, bool *unsuited)
{
    struct problem *p = NULL;
    struct problem_options options = {.scope = SCOPE_OPTIMUM};
    struct watch watch;
    struct configuration *found = NULL;
    *unsuited = false;
    *left = NULL;
    engine_result_init(out, m->ctx);
    watch_request(&watch, m, request);
    mspec_status status = problem_new(m, &options, &p);
    if (status == MSPEC_ERROR_LIMIT) {
        *unsuited = true;
        out->why_incomplete = too_fine;
        return MSPEC_OK;
    }
    if (status != MSPEC_OK) {
        engine_result_fini(out);
        return status;
    }
    enum zones_answer answer = ways & BY_COLOURS ? colours_solve(p, &watch, &out->arena, &found) : ZONES_UNSUITED;
    if (answer == ZONES_UNSUITED && (ways & BY_ZONES))
        answer = zones_solve(p, &watch, &out->arena, &found);
    if (answer == ZONES_UNSUITED && (ways & BY_STATEMENT))
        answer = general_solve(p, &watch, &out->arena, &found);
    out->nodes = watch.nodes;
    out->bound = watch.bound;
    out->complete = answer == ZONES_OPTIMUM || answer == ZONES_NONE;
    if (answer == ZONES_NO_MEMORY)
        out->why_incomplete = "memory limit";
    else if (answer == ZONES_STOPPED)
        out->why_incomplete = watch.stopped;
    else if (answer == ZONES_UNSUITED) {
        *unsuited = true;
        out->why_incomplete = "the system is not of the kind that this engine can prove";
    }
    status = deliver(out, found);
    if (status != MSPEC_OK)
        engine_result_fini(out);
    if (status == MSPEC_OK && *unsuited)
        *left = p;
    else
        problem_free(p);
    return status;
}

mspec_status sat_optimum_or_problem(const struct model *m, const struct engine_request *request, struct engine_result *out,
                                    struct problem **left, bool *unsuited)
{
    return optimum(m, request, BY_COLOURS | BY_ZONES | BY_STATEMENT, out, left, unsuited);
}

static mspec_status without_problem(const struct model *m, const struct engine_request *request, unsigned ways,
                                    struct engine_result *out, bool *unsuited)
{
    struct problem *left;
    mspec_status status = optimum(m, request, ways, out, &left, unsuited);
    problem_free(left);
    return status;
}

mspec_status sat_optimum(const struct model *m, const struct engine_request *request, struct engine_result *out, bool *unsuited)
{
    return without_problem(m, request, BY_COLOURS | BY_ZONES | BY_STATEMENT, out, unsuited);
}

mspec_status sat_colours(const struct model *m, const struct engine_request *request, struct engine_result *out, bool *unsuited)
{
    return without_problem(m, request, BY_COLOURS, out, unsuited);
}

mspec_status sat_statement(const struct model *m, const struct engine_request *request, struct engine_result *out, bool *unsuited)
{
    return without_problem(m, request, BY_STATEMENT, out, unsuited);
}

static mspec_status run(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    bool unsuited;
    if (request->goal == GOAL_OPTIMUM)
        return sat_optimum(m, request, out, &unsuited);
    engine_result_init(out, m->ctx);
    out->why_incomplete = "this engine finds one optimum only";
    return deliver(out, NULL);
}

const struct engine engine_sat = {"sat", "core-guided MaxSAT", run};
