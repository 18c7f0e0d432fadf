#include "answers/nearest.h"

#include "base/clock.h"
#include "solve/cases.h"
#include "solve/lower.h"
#include "solve/result.h"

/* An order of configurations that depends on nothing but themselves: both are numbered in the same way. */
static int compare(const struct configuration *a, const struct configuration *b)
{
    for (uint32_t c = 0; c < a->count; c++) {
        const struct choice *x = &a->choices[c], *y = &b->choices[c];
        if (x->form != y->form)
            return x->form < y->form ? -1 : 1;
        if (x->hardening_count != y->hardening_count)
            return x->hardening_count < y->hardening_count ? -1 : 1;
        for (uint32_t i = 0; i < x->hardening_count; i++)
            if (x->hardening[i] != y->hardening[i])
                return x->hardening[i] < y->hardening[i] ? -1 : 1;
        if (x->depth != y->depth)
            return x->depth < y->depth ? -1 : 1;
        for (uint32_t i = 0; i < x->depth; i++) {
            if (x->path[i].mechanism != y->path[i].mechanism)
                return x->path[i].mechanism < y->path[i].mechanism ? -1 : 1;
            if (x->path[i].number != y->path[i].number)
                return x->path[i].number < y->path[i].number ? -1 : 1;
        }
    }
    return 0;
}

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
    if (fine && (!x->best || distance < x->distance || (distance == x->distance && compare(c, x->best) < 0))) {
        x->best = c;
        x->distance = distance;
    }
    return fine;
}

static mspec_status choose(const struct model *m, const struct engine_result *all, const struct measures *cost,
                           struct choosing *x)
{
    for (size_t i = 0; i < all->count; i++) {
        struct measures measures;
        unsigned flags;
        mspec_status status = judge_quickly(m, all->configurations[i], &flags, &measures);
        if (status != MSPEC_OK)
            return status;
        if ((flags & JUDGED_VALID) != JUDGED_VALID)
            return MSPEC_ERROR_INTERNAL;
        int order = measures_compare(m, &measures, cost);
        if (order < 0)
            return MSPEC_ERROR_INTERNAL; /* the optimum was none */
        if (order == 0 && !look_at(x, all->configurations[i]))
            return MSPEC_ERROR_MEMORY;
    }
    return MSPEC_OK;
}

/* All that cost as little as the one that was found. */
static mspec_status compare_all(const struct model *m, const struct engine *engine, const struct engine_request *request,
                                struct engine_result *out, struct choosing *x, struct nearest *nearest)
{
    struct measures cost;
    unsigned flags;
    struct engine_request asked = *request;
    struct engine_result all;
    uint64_t total;
    mspec_status status = judge_quickly(m, out->configurations[0], &flags, &cost);
    if (status != MSPEC_OK)
        return status;
    asked.goal = GOAL_ALL;
    asked.keep = 0;
    asked.least_cost = &cost;
    status = engine_run(engine, m, &asked, &all);
    if (status != MSPEC_OK)
        return status;
    status = choose(m, &all, &cost, x);
    if (status == MSPEC_OK && x->best != out->configurations[0]) {
        struct configuration *best = configuration_copy(&out->arena, x->best);
        if (!best || !engine_result_set(out, &best, 1))
            status = MSPEC_ERROR_MEMORY;
    }
    if (status == MSPEC_OK && all.complete && (!bigint_to_u64(all.total, &total) || total != all.count))
        status = MSPEC_ERROR_INTERNAL; /* all were to be kept */
    nearest->proven = all.complete;
    nearest->why = all.why_incomplete;
    out->nodes += all.nodes;
    engine_result_fini(&all);
    return status;
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
        asked.time_limit = clock_left(deadline);
        status = compare_all(m, engine, &asked, out, &x, nearest);
    }
    nearest->distance = x.distance;
    if (status == MSPEC_OK)
        x.memory->exhausted = was_exhausted;
    else
        engine_result_fini(out);
    return status;
}
