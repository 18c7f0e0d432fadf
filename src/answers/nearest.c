#include "answers/nearest.h"

#include <string.h>

#include "answers/nearest_solver.h"
#include "base/clock.h"
#include "solve/cases.h"
#include "solve/lower.h"
#include "solve/many.h"
#include "solve/result.h"

struct choosing {
    struct memory *memory;
    const struct configuration *to, *best;
    uint32_t distance;
};

static bool look_at(struct choosing *x, const struct configuration *c)
{
    struct arena scratch;
    uint32_t distance;
    arena_init(&scratch, x->memory);
    bool fine = configuration_distance(c, x->to, &scratch, &distance);
    arena_fini(&scratch);
    if (fine && (!x->best || distance < x->distance || (distance == x->distance && nearest_compare(c, x->best) < 0))) {
        x->best = c;
        x->distance = distance;
    }
    return fine;
}

/* One that is said to cost as little. */
static mspec_status consider(const struct model *m, const struct configuration *c, const struct measures *cost, struct choosing *x)
{
    struct measures measures;
    unsigned flags;
    mspec_status status = judge_quickly(m, c, &flags, &measures);
    if (status != MSPEC_OK)
        return status;
    int order = measures_compare(m, &measures, cost);
    if ((flags & JUDGED_VALID) != JUDGED_VALID || order < 0) /* or the optimum was none */
        return MSPEC_ERROR_INTERNAL;
    return order > 0 || look_at(x, c) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status choose(const struct model *m, const struct engine_result *all, const struct measures *cost,
                           struct choosing *x)
{
    mspec_status status = MSPEC_OK;
    for (size_t i = 0; i < all->count && status == MSPEC_OK; i++)
        status = consider(m, all->configurations[i], cost, x);
    return status;
}

static mspec_status keep_best(struct engine_result *out, const struct choosing *x)
{
    if (x->best == out->configurations[0])
        return MSPEC_OK;
    struct configuration *best = configuration_copy(&out->arena, x->best);
    return best && engine_result_set(out, &best, 1) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

/* All that cost as little as the one that was found. */
static mspec_status compare_all(const struct model *m, const struct engine *engine, const struct engine_request *request,
                                struct engine_result *out, struct choosing *x, struct nearest *nearest)
{
    struct engine_request asked = *request;
    struct engine_result all;
    uint64_t total;
    asked.goal = GOAL_ALL;
    asked.keep = 0;
    mspec_status status = engine_run(engine, m, &asked, &all);
    if (status != MSPEC_OK)
        return status;
    status = choose(m, &all, request->least_cost, x);
    if (status == MSPEC_OK)
        status = keep_best(out, x);
    if (status == MSPEC_OK && all.complete && (!bigint_to_u64(all.total, &total) || total != all.count))
        status = MSPEC_ERROR_INTERNAL; /* all were to be kept */
    nearest->proven = all.complete;
    nearest->why = all.why_incomplete;
    out->nodes += all.nodes;
    engine_result_fini(&all);
    return status;
}

/* Few, or very quickly found ones are looked at one by one; else the solver is asked for the nearest. */
static mspec_status choose_way(const struct model *m, const struct engine_request *request, const struct configuration *to,
                               struct engine_result *out, struct choosing *x, struct nearest *nearest)
{
    struct engine_request few = *request;
    struct configuration *found;
    double deadline = clock_deadline(request->time_limit);
    few.node_limit = MANY_FIRST_NODES;
    mspec_status status = compare_all(m, &engine_search, &few, out, x, nearest);
    if (status != MSPEC_OK || nearest->proven || request->node_limit || !nearest->why || strcmp(nearest->why, "node limit") != 0)
        return status;
    struct engine_request rest = *request;
    rest.time_limit = clock_left(deadline);
    status = nearest_by_solver(m, &rest, to, &out->arena, &found, nearest, &out->nodes);
    if (status == MSPEC_ERROR_LIMIT) {
        rest.time_limit = clock_left(deadline);
        return compare_all(m, &engine_auto, &rest, out, x, nearest);
    }
    if (status == MSPEC_ERROR_MEMORY) { /* what there is has been looked at */
        nearest->why = "memory limit";
        status = MSPEC_OK;
    }
    if (status == MSPEC_OK && found)
        status = consider(m, found, request->least_cost, x);
    return status == MSPEC_OK ? keep_best(out, x) : status;
}

mspec_status nearest_find(const struct model *m, const struct engine *engine, const struct engine_request *request,
                          const struct configuration *to, struct engine_result *out, struct nearest *nearest)
{
    struct engine_request asked = *request;
    struct choosing x = {.memory = &m->ctx->memory, .to = to};
    double deadline = clock_deadline(request->time_limit);
    *nearest = (struct nearest){0};
    asked.goal = GOAL_OPTIMUM;
    mspec_status status = engine_run(engine, m, &asked, out);
    if (status != MSPEC_OK || !out->count)
        return status;
    bool was_exhausted = x.memory->exhausted;
    nearest->why = out->why_incomplete;
    if (!look_at(&x, out->configurations[0]))
        status = MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK && out->complete) {
        struct measures cost;
        unsigned flags;
        asked.time_limit = clock_left(deadline);
        asked.least_cost = &cost;
        status = judge_quickly(m, out->configurations[0], &flags, &cost);
        if (status == MSPEC_OK)
            status = engine == &engine_auto ? choose_way(m, &asked, to, out, &x, nearest)
                                            : compare_all(m, engine, &asked, out, &x, nearest);
    }
    nearest->distance = x.distance;
    if (status == MSPEC_OK)
        x.memory->exhausted = was_exhausted;
    else
        engine_result_fini(out);
    return status;
}
