/* The usual engine: which of the others does what is asked. A small tree is gone through before clauses are written. */
#include <string.h>

#include "base/clock.h"
#include "solve/aside.h"
#include "solve/large/engine.h"
#include "solve/lower.h"
#include "solve/many.h"
#include "solve/result.h"
#include "solve/sat/engine.h"
#include "solve/search.h"

#define SMALL_SYSTEM 4 /* components: up to here the tree is gone through in less time than clauses take to write */
#define LARGE_SYSTEM 400 /* components: from here on optima are not proven in any time that somebody waits */
#define BRIEF_NODES 1000
#define LARGEST_GRAPH 2000 /* components: up to here all pairs are asked whether they may share a compartment */

/* What is left of the time is for the next engine. What was proven so far stays. */
static void hand_over(const struct engine_request *request, double deadline, struct engine_result *out, struct engine_request *rest,
                      struct cost_bound *proven)
{
    cost_bound_raise(proven, &out->bound);
    engine_result_fini(out);
    *rest = *request;
    rest->time_limit = clock_left(deadline);
}

/* The search after MaxSAT, which has said that the system is not of its kind. */
static mspec_status search_after(const struct model *m, const struct engine_request *request, double deadline, struct engine_result *out)
{
    struct cost_bound proven = {0};
    struct engine_request rest;
    hand_over(request, deadline, out, &rest, &proven);
    mspec_status status = engine_search.run(m, &rest, out);
    if (status == MSPEC_OK)
        cost_bound_raise(&out->bound, &proven);
    return status;
}

/* MaxSAT was stopped, and so the search is: an optimum that it has proven is the answer, and otherwise what it found where MaxSAT found
 * nothing. What either has proven holds. */
static void take_better(struct engine_result *out, struct engine_result *other)
{
    cost_bound_raise(&other->bound, &out->bound);
    cost_bound_raise(&out->bound, &other->bound);
    if (other->complete || (!out->count && other->count))
        engine_result_swap(out, other);
    engine_result_fini(other);
}

/* With two threads the search begins at the same time as MaxSAT and not after it. Whose answer counts is settled by the system alone,
 * as with one: MaxSAT's, unless the system is not of its kind. Only where MaxSAT is stopped, the search's may take its place. */
static mspec_status side_by_side(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    bool unsuited = false;
    double deadline = clock_deadline(request->time_limit);
    struct aside *aside = aside_start(m, &engine_search, request);
    mspec_status status = sat_optimum(m, request, out, &unsuited);
    if (!aside)
        return status == MSPEC_OK && unsuited ? search_after(m, request, deadline, out) : status;
    if (status != MSPEC_OK || (!unsuited && out->complete)) {
        aside_end(aside, NULL);
        return status;
    }
    struct engine_result other;
    if (unsuited)
        aside_wait(aside);
    mspec_status of_search = aside_end(aside, &other);
    if (!unsuited) {
        if (of_search == MSPEC_OK)
            take_better(out, &other);
        return MSPEC_OK;
    }
    bool lacked_memory = of_search == MSPEC_OK && !other.complete && strcmp(other.why_incomplete, "memory limit") == 0;
    if (lacked_memory)
        engine_result_fini(&other);
    if (of_search != MSPEC_OK || lacked_memory) /* it had a part of the memory only */
        return search_after(m, request, deadline, out);
    cost_bound_raise(&other.bound, &out->bound);
    engine_result_fini(out);
    *out = other;
    return MSPEC_OK;
}

/* Where nothing is minimised any valid configuration will do, which the search often has, or excludes, before clauses are written. *done:
 * it has. */
static mspec_status search_briefly(const struct model *m, const struct engine_request *request, struct engine_result *out, bool *done)
{
    struct engine_request brief = *request;
    brief.node_limit = BRIEF_NODES;
    mspec_status status = engine_search.run(m, &brief, out);
    *done = status != MSPEC_OK || !engine_result_ran_out_of_nodes(out);
    return status;
}

static mspec_status run(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    bool is_small = m->component_count <= SMALL_SYSTEM;
    if (request->goal == GOAL_SPACE || (is_small && request->goal != GOAL_MINIMAL))
        return engine_search.run(m, request, out);
    if (request->goal != GOAL_OPTIMUM)
        return many_run(m, &engine_auto, MANY_FIRST_NODES, request, out);
    bool unsuited, done;
    double deadline = clock_deadline(request->time_limit);
    struct cost_bound proven = {0};
    struct engine_request rest = *request;
    mspec_status status;
    if (!m->objective_count && m->component_count < LARGE_SYSTEM && !request->node_limit) {
        status = search_briefly(m, request, out, &done);
        if (done)
            return status;
        hand_over(request, deadline, out, &rest, &proven);
    }
    if (rest.jobs > 1 && m->component_count < LARGE_SYSTEM)
        return side_by_side(m, &rest, out);
    bool may_be_graph = m->objective_count && m->objective[0] == MEASURE_COMPARTMENTS && m->component_count <= LARGEST_GRAPH;
    if (m->component_count >= LARGE_SYSTEM && may_be_graph) {
        status = sat_colours(m, &rest, out, &unsuited);
        if (status != MSPEC_OK || !unsuited)
            return status;
        hand_over(request, deadline, out, &rest, &proven);
    }
    if (m->component_count >= LARGE_SYSTEM) {
        status = large_optimum(m, &rest, out, &unsuited);
        if (status == MSPEC_OK && (out->count || out->complete))
            cost_bound_raise(&out->bound, &proven);
        if (status != MSPEC_OK || out->count || out->complete)
            return status;
        hand_over(request, deadline, out, &rest, &proven); /* unsuited, or nothing was found */
    }
    struct problem *built;
    status = sat_optimum_or_problem(m, &rest, out, &built, &unsuited);
    if (status == MSPEC_OK && unsuited) {
        hand_over(request, deadline, out, &rest, &proven);
        status = search_in(m, built, &rest, out);
    }
    if (status == MSPEC_OK)
        cost_bound_raise(&out->bound, &proven);
    return status;
}

const struct engine engine_auto = {"auto", "what suits the question best", run};
