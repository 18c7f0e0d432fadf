/* Regions that are still to be looked at are bounded from above in every measure but the first, which is minimised. The
 * first configuration of a region in lexicographic order is beaten by none: who beats it would be in the region, and
 * come before it. What else of the front is in this region is better in one of the other measures, for each of which
 * there is a smaller region. Other regions may hold the same point without its being their first: of them it says
 * nothing. */
#include "answers/pareto.h"

#include "base/clock.h"
#include "solve/cases.h"
#include "solve/problem.h"
#include "solve/result.h"

struct region {
    bool bounded[MEASURE_COUNT]; /* by measure */
    struct rational below[MEASURE_COUNT]; /* strictly */
};

struct point {
    struct configuration *configuration;
    struct measures cost;
};

struct front {
    const struct model *model;
    const struct engine *engine;
    const struct engine_request *request;
    const enum measure *measures;
    uint32_t count;
    struct rational step[MEASURE_COUNT]; /* values differ by so much at least */
    struct engine_result *out;
    struct watch watch;
    struct memory *memory;
    struct {
        VECTOR(struct region);
    } regions;
    struct {
        VECTOR(struct point);
    } points;
};

/* ---- regions ---- */

/* Is all of `a` in `b`? */
static bool region_within(const struct front *f, const struct region *a, const struct region *b)
{
    for (uint32_t i = 1; i < f->count; i++) {
        enum measure measure = f->measures[i];
        if (b->bounded[measure] && (!a->bounded[measure] || rational_compare(a->below[measure], b->below[measure]) > 0))
            return false;
    }
    return true;
}

/* No measure is below 0. */
static bool is_empty(const struct front *f, const struct region *r)
{
    for (uint32_t i = 1; i < f->count; i++)
        if (r->bounded[f->measures[i]] && r->below[f->measures[i]].num <= 0)
            return true;
    return false;
}

static bool add_region(struct front *f, const struct region *new)
{
    for (size_t i = 0; i < f->regions.count; i++)
        if (region_within(f, new, &f->regions.items[i]))
            return true;
    size_t kept = 0;
    for (size_t i = 0; i < f->regions.count; i++)
        if (!region_within(f, &f->regions.items[i], new))
            f->regions.items[kept++] = f->regions.items[i];
    f->regions.count = kept;
    return vector_push(f->memory, &f->regions, *new);
}

/* The first point of the last region has been found: what else of the front is in there is better in one of the other
 * measures. */
static bool split_region(struct front *f, const struct measures *cost)
{
    struct region old = f->regions.items[--f->regions.count];
    for (uint32_t k = 1; k < f->count; k++) {
        enum measure measure = f->measures[k];
        struct region smaller = old;
        smaller.bounded[measure] = true;
        smaller.below[measure] = cost->value[measure];
        if (!is_empty(f, &smaller) && !add_region(f, &smaller))
            return false;
    }
    return true;
}

/* ---- asking ---- */

/* The measures of the front first, then what else the system minimises, so that of equal ones a good one is shown. */
static uint32_t order_measures(const struct front *f, enum measure *objective)
{
    const struct model *m = f->model;
    uint32_t count = 0;
    for (uint32_t i = 0; i < f->count; i++)
        objective[count++] = f->measures[i];
    for (uint32_t i = 0; i < m->objective_count; i++) {
        bool named = false;
        for (uint32_t k = 0; k < count; k++)
            named |= objective[k] == m->objective[i];
        if (!named)
            objective[count++] = m->objective[i];
    }
    return count;
}

/* Budgets are inclusive: strictly below a value is one step below it. False where that does not fit, or nothing is below. */
static bool add_budgets(const struct front *f, const struct region *r, struct budget *budgets, uint32_t *count)
{
    for (uint32_t i = 1; i < f->count; i++) {
        enum measure measure = f->measures[i];
        struct budget budget = {.measure = measure};
        if (!r->bounded[measure])
            continue;
        if (!rational_sub(r->below[measure], f->step[measure], &budget.most))
            return false;
        budgets[(*count)++] = budget;
    }
    return true;
}

enum answer { FOUND, NOTHING, STOPPED, NO_MEMORY };

static int compare(const struct front *f, const struct measures *a, const struct measures *b)
{
    int order = 0;
    for (uint32_t i = 0; i < f->count && !order; i++)
        order = rational_compare(a->value[f->measures[i]], b->value[f->measures[i]]);
    return order;
}

static enum answer keep(struct front *f, const struct engine_result *r)
{
    struct point new = {.configuration = configuration_copy(&f->out->arena, r->configurations[0])};
    unsigned flags;
    if (!new.configuration || judge_quickly(f->model, new.configuration, &flags, &new.cost) != MSPEC_OK)
        return NO_MEMORY;
    for (uint32_t i = 0; i < f->count; i++)
        if (new.cost.overflow || !new.cost.known[f->measures[i]]) {
            watch_stop(&f->watch, "figures too large for exact arithmetic");
            return STOPPED;
        }
    size_t at = f->points.count;
    int order = 1;
    for (; at > 0; at--) {
        order = compare(f, &f->points.items[at - 1].cost, &new.cost);
        if (order <= 0)
            break;
    }
    if (at == 0 || order < 0) { /* two regions may have the same first point */
        if (!vector_push(f->memory, &f->points, new))
            return NO_MEMORY;
        for (size_t i = f->points.count - 1; i > at; i--)
            f->points.items[i] = f->points.items[i - 1];
        f->points.items[at] = new;
    }
    return split_region(f, &new.cost) ? FOUND : NO_MEMORY;
}

static enum answer ask(struct front *f, const struct region *r)
{
    enum measure objective[MEASURE_COUNT];
    struct budget *budgets =
        memory_resize(f->memory, NULL, 0, (f->model->budget_count + MEASURE_COUNT) * sizeof *budgets);
    if (!budgets)
        return NO_MEMORY;
    struct model view = *f->model; /* the same model under another question */
    struct engine_request request = *f->request;
    struct engine_result result;
    enum answer answer = STOPPED;
    view.budgets = budgets;
    for (uint32_t i = 0; i < view.budget_count; i++)
        budgets[i] = f->model->budgets[i];
    view.objective = objective;
    view.objective_count = order_measures(f, objective);
    request.goal = GOAL_OPTIMUM;
    request.time_limit = clock_left(f->watch.deadline);
    if (!add_budgets(f, r, budgets, &view.budget_count)) {
        watch_stop(&f->watch, "figures too fine for exact arithmetic");
    } else if (engine_run(f->engine, &view, &request, &result) != MSPEC_OK) {
        answer = NO_MEMORY;
    } else {
        f->out->nodes += result.nodes;
        f->out->feasible |= result.feasible;
        if (!result.complete)
            watch_stop(&f->watch, result.why_incomplete ? result.why_incomplete : "stopped");
        else
            answer = result.count ? keep(f, &result) : NOTHING;
        engine_result_fini(&result);
    }
    memory_release(f->memory, budgets, (f->model->budget_count + MEASURE_COUNT) * sizeof *budgets);
    return answer;
}

static enum answer find_all(struct front *f)
{
    struct region whole = {{false}, {{0}}};
    if (!add_region(f, &whole))
        return NO_MEMORY;
    while (f->regions.count > 0) {
        struct region r = f->regions.items[f->regions.count - 1];
        enum answer answer = watch_look(&f->watch) ? ask(f, &r) : STOPPED;
        if (answer == STOPPED || answer == NO_MEMORY)
            return answer;
        if (answer == NOTHING)
            f->regions.count--;
    }
    return NOTHING;
}

static bool can_be_reckoned(const struct model *m, const enum measure *measures, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if ((unsigned)measures[i] >= MEASURE_COUNT || (measures[i] == MEASURE_RUNTIME && !m->has_profile))
            return false;
        for (uint32_t k = 0; k < i; k++)
            if (measures[k] == measures[i])
                return false;
    }
    return count > 0 && count <= MEASURE_COUNT;
}

static bool deliver(struct front *f)
{
    struct configuration **list = arena_new_array(&f->out->arena, struct configuration *, f->points.count);
    if (!list)
        return false;
    for (size_t i = 0; i < f->points.count; i++)
        list[i] = f->points.items[i].configuration;
    f->out->configurations = list;
    f->out->count = f->points.count;
    f->out->feasible |= f->out->count > 0;
    f->out->complete = !f->watch.stopped;
    f->out->why_incomplete = f->watch.stopped;
    return true;
}

mspec_status pareto_find(const struct model *m, const struct engine *engine, const struct engine_request *request,
                         const enum measure *measures, uint32_t count, struct engine_result *out)
{
    struct front f = {.model = m, .engine = engine, .request = request, .measures = measures, .count = count, .out = out,
                      .memory = &m->ctx->memory};
    bool was_exhausted = f.memory->exhausted;
    if (!can_be_reckoned(m, measures, count))
        return MSPEC_ERROR_ARGUMENT;
    engine_result_init(out, m->ctx);
    watch_init(&f.watch, m->ctx, request->time_limit);
    mspec_status status = measure_steps(m, measures, count, f.step);
    if (status == MSPEC_ERROR_LIMIT)
        watch_stop(&f.watch, "figures too fine for exact arithmetic");
    if (status == MSPEC_OK && find_all(&f) == NO_MEMORY)
        watch_stop(&f.watch, "memory limit");
    if (status != MSPEC_ERROR_MEMORY)
        status = deliver(&f) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    vector_free(f.memory, &f.regions);
    vector_free(f.memory, &f.points);
    if (status == MSPEC_OK)
        f.memory->exhausted = was_exhausted; /* what did not fit has been dealt with */
    else
        engine_result_fini(out);
    return status;
}
