#include "solve/many.h"

#include "base/clock.h"
#include "solve/lower.h"
#include "solve/result.h"
#include "solve/sat/listing.h"
#include "solve/sat/lowest.h"

#define NODES_EACH 20     /* who looks at no more for each configuration is quick */

struct many {
    const struct model *model;
    const struct engine *one;
    const struct engine_request *request;
    uint64_t first_nodes;
    double deadline;
    struct engine_result *out;
};

static struct engine_request rest_of(const struct many *x)
{
    struct engine_request rest = *x->request;
    rest.time_limit = clock_left(x->deadline);
    return rest;
}

/* Was it stopped here, and not by the user's limits? */
static bool may_go_on(const struct many *x, const struct engine_result *r)
{
    return !x->request->node_limit && engine_result_ran_out_of_nodes(r);
}

/* The search, for so long; then, where it is quick, for as long as it takes. */
static mspec_status search(struct many *x, const struct engine_request *asked)
{
    struct engine_request request = *asked;
    uint64_t count;
    request.time_limit = clock_left(x->deadline);
    if (!request.node_limit)
        request.node_limit = x->first_nodes;
    mspec_status status = engine_search.run(x->model, &request, x->out);
    if (status != MSPEC_OK || !may_go_on(x, x->out) || request.goal != GOAL_ALL || !bigint_to_u64(x->out->total, &count) ||
        count < x->out->nodes / NODES_EACH)
        return status;
    engine_result_fini(x->out);
    request.node_limit = 0;
    request.time_limit = clock_left(x->deadline);
    return engine_search.run(x->model, &request, x->out);
}

/* ---- all ---- */

/* Of two answers that are not complete, the one that knows of more. */
static void take_longer(struct engine_result *out, struct engine_result *other)
{
    bool is_longer = bigint_compare(other->total, out->total) > 0;
    const char *why = other->why_incomplete; /* what stopped the last one stopped both */
    if (other->complete || (!out->complete && is_longer))
        engine_result_swap(out, other);
    if (!out->complete)
        out->why_incomplete = why;
    cost_bound_raise(&out->bound, &other->bound);
    out->nodes += other->nodes;
    engine_result_fini(other);
}

static mspec_status all_like(struct many *x, const struct engine_result *best)
{
    struct measures cost;
    struct engine_request request = *x->request;
    struct engine_result listed;
    unsigned flags;
    bool too_large;
    mspec_status status = MSPEC_OK;
    if (!request.least_cost) {
        status = judge_quickly(x->model, best->configurations[0], &flags, &cost);
        if (status != MSPEC_OK)
            return status;
        request.least_cost = &cost;
    }
    status = search(x, &request);
    if (status == MSPEC_OK && may_go_on(x, x->out)) {
        request.time_limit = clock_left(x->deadline);
        status = listing_run(x->model, &request, 0, NULL, &listed, &too_large);
        if (status != MSPEC_OK)
            engine_result_fini(x->out);
        else
            take_longer(x->out, &listed);
        if (status == MSPEC_OK && too_large) {
            engine_result_fini(x->out);
            request.time_limit = clock_left(x->deadline);
            status = engine_search.run(x->model, &request, x->out);
        }
    }
    if (status == MSPEC_OK && !request.least_cost->overflow) {
        struct cost_bound bound;
        cost_bound_of(x->model, request.least_cost, &bound);
        cost_bound_raise(&x->out->bound, &bound);
    }
    return status;
}

static mspec_status list_all(struct many *x)
{
    struct engine_result best = {0};
    struct engine_request request = rest_of(x);
    request.goal = GOAL_OPTIMUM;
    mspec_status status = x->request->least_cost ? MSPEC_OK : x->one->run(x->model, &request, &best);
    if (status != MSPEC_OK)
        return status;
    if (!x->request->least_cost && (!best.complete || !best.count)) {
        *x->out = best; /* there is none, or it is not proven */
        return MSPEC_OK;
    }
    status = all_like(x, &best);
    if (status == MSPEC_OK && !x->out->count && best.count) {
        struct configuration *c = configuration_copy(&x->out->arena, best.configurations[0]);
        if (!c || !engine_result_set(x->out, &c, 1) || !bigint_set(&x->out->arena, &x->out->total, 1)) {
            engine_result_fini(x->out);
            status = MSPEC_ERROR_MEMORY;
        }
    }
    if (status == MSPEC_OK) {
        x->out->nodes += best.nodes;
        x->out->feasible |= best.feasible;
    }
    if (best.arena.memory)
        engine_result_fini(&best);
    return status;
}

/* ---- the cheapest ---- */

/* The first ones are the cheapest; behind them, others that were found, of which none is cheaper than these. */
static bool add_others(struct engine_result *first, const struct engine_result *others, size_t top)
{
    struct configuration **list = arena_new_array(&first->arena, struct configuration *, first->count + others->count);
    size_t proven = first->count, count = proven;
    if (!list)
        return false;
    for (size_t i = 0; i < proven; i++)
        list[i] = first->configurations[i];
    for (size_t i = 0; i < others->count && count < top; i++) {
        bool known = false;
        for (size_t k = 0; k < proven && !known; k++)
            known = configuration_equal(list[k], others->configurations[i]);
        if (!known && !(list[count++] = configuration_copy(&first->arena, others->configurations[i])))
            return false;
    }
    first->configurations = list;
    first->count = count;
    return true;
}

/* The configurations come before those that are known so far, of which none is cheaper. What was known is freed, and so is `first`. */
static mspec_status put_first(struct many *x, struct engine_result *first)
{
    if (!first->complete && !add_others(first, x->out, x->request->top)) {
        engine_result_fini(first);
        return MSPEC_ERROR_MEMORY;
    }
    first->feasible |= x->out->feasible;
    first->nodes += x->out->nodes;
    engine_result_swap(x->out, first);
    cost_bound_raise(&x->out->bound, &first->bound);
    engine_result_fini(first);
    return MSPEC_OK;
}

/* The optimum comes first; *known: it is proven, and costs so much. */
static mspec_status put_optimum(struct many *x, struct measures *cost, bool *known)
{
    struct engine_request request = rest_of(x);
    struct engine_result best;
    unsigned flags;
    request.goal = GOAL_OPTIMUM;
    mspec_status status = x->one->run(x->model, &request, &best);
    if (status != MSPEC_OK)
        return status;
    *known = best.complete && best.count;
    if (*known)
        status = judge_quickly(x->model, best.configurations[0], &flags, cost);
    if (status != MSPEC_OK) {
        engine_result_fini(&best);
        return status;
    }
    if (!*known) { /* there is none, or there was no time */
        if (!best.complete)
            best.count = 0;
        return put_first(x, &best);
    }
    cost_bound_of(x->model, cost, &best.bound);
    best.complete = false; /* others are wanted, too */
    best.why_incomplete = "stopped";
    return put_first(x, &best);
}

/* What the cheapest ones may cost at most, and how many of those known so far cost as little as the optimum. Where there are enough of
 * them, no others need be looked at. */
static mspec_status note_costs(struct many *x, const struct measures *least, struct measures *most, bool *has_most, size_t *optimal)
{
    *optimal = 0;
    for (size_t i = 0; i < x->out->count; i++) {
        unsigned flags;
        mspec_status status = judge_quickly(x->model, x->out->configurations[i], &flags, most);
        if (status != MSPEC_OK)
            return status;
        if ((flags & JUDGED_VALID) != JUDGED_VALID)
            return MSPEC_ERROR_INTERNAL;
        *optimal += measures_compare(x->model, most, least) == 0;
    }
    *has_most = x->out->count == x->request->top;
    if (*optimal >= x->request->top) {
        x->out->complete = true;
        x->out->why_incomplete = NULL;
    }
    return MSPEC_OK;
}

/* Those that the solver lists come first: of all of least cost as many as are wanted, or the cheapest ones. */
static mspec_status put_listed(struct many *x, const struct measures *least, const struct measures *most, bool *ended, bool *too_large)
{
    struct engine_request request = rest_of(x);
    struct engine_result listed;
    request.goal = least ? GOAL_ALL : GOAL_TOP;
    request.least_cost = least;
    mspec_status status = listing_run(x->model, &request, x->request->top, most, &listed, too_large);
    if (status != MSPEC_OK)
        return status;
    *ended = listed.complete;
    if (least && listed.complete) { /* of all that are wanted, too? */
        listed.complete = listed.count == x->request->top;
        listed.why_incomplete = listed.complete ? NULL : "stopped";
    }
    return put_first(x, &listed);
}

/* Measures that are counted in ones. */
static bool counts_pieces(const struct model *m)
{
    for (uint32_t i = 0; i < m->objective_count; i++)
        if (m->objective[i] == MEASURE_RUNTIME || m->objective[i] == MEASURE_MEMORY)
            return false;
    return true;
}

static mspec_status list_top(struct many *x)
{
    struct engine_request request = rest_of(x);
    struct measures cost, most;
    size_t optimal = 0;
    bool known = false, ended = true, too_large = false, has_most = false;
    mspec_status status = search(x, &request);
    if (status != MSPEC_OK || !may_go_on(x, x->out))
        return status;
    status = put_optimum(x, &cost, &known);
    if (status == MSPEC_OK && known)
        status = note_costs(x, &cost, &most, &has_most, &optimal);
    if (status == MSPEC_OK && known && !x->out->complete && (optimal > 1 || counts_pieces(x->model)))
        status = put_listed(x, &cost, NULL, &ended, &too_large);
    if (status == MSPEC_OK && known && ended && !x->out->complete)
        status = put_listed(x, NULL, has_most ? &most : NULL, &ended, &too_large);
    if (status == MSPEC_OK && too_large) {
        struct engine_result found;
        request = rest_of(x);
        status = engine_search.run(x->model, &request, &found);
        if (status == MSPEC_OK && found.complete)
            status = put_first(x, &found);
        else if (status == MSPEC_OK) { /* behind the optimum */
            x->out->count = known ? 1 : 0;
            engine_result_swap(x->out, &found);
            status = put_first(x, &found);
        }
    }
    if (status != MSPEC_OK)
        engine_result_fini(x->out);
    return status;
}

/* ---- the minimal ones ---- */

struct priced {
    struct configuration *configuration;
    struct measures cost;
};

static mspec_status sort_by_cost(const struct many *x, struct engine_result *r)
{
    struct memory *memory = &x->model->ctx->memory;
    struct {
        VECTOR(struct priced);
    } list = {0};
    mspec_status status = MSPEC_OK;
    for (size_t i = 0; i < r->count && status == MSPEC_OK; i++) {
        struct priced new = {.configuration = r->configurations[i]};
        unsigned flags;
        status = judge_quickly(x->model, new.configuration, &flags, &new.cost);
        if (status == MSPEC_OK && !vector_push(memory, &list, new))
            status = MSPEC_ERROR_MEMORY;
        size_t from = 0, to = i; /* it belongs between these */
        while (status == MSPEC_OK && from < to) {
            size_t middle = (from + to) / 2;
            if (measures_compare(x->model, &new.cost, &list.items[middle].cost) < 0)
                to = middle;
            else
                from = middle + 1;
        }
        for (size_t k = i; status == MSPEC_OK && k > from; k--)
            list.items[k] = list.items[k - 1];
        if (status == MSPEC_OK)
            list.items[from] = new;
    }
    for (size_t i = 0; i < list.count && status == MSPEC_OK; i++)
        r->configurations[i] = list.items[i].configuration;
    vector_free(memory, &list);
    return status;
}

static mspec_status list_minimal(struct many *x)
{
    struct engine_request request = rest_of(x);
    struct engine_result listed;
    bool too_large;
    mspec_status status = search(x, &request);
    if (status != MSPEC_OK || !may_go_on(x, x->out))
        return status;
    request = rest_of(x);
    status = lowest_run(x->model, &request, &listed, &too_large);
    if (status == MSPEC_OK && too_large) {
        engine_result_fini(&listed);
        request = rest_of(x);
        status = engine_search.run(x->model, &request, &listed);
    } else if (status == MSPEC_OK) {
        status = sort_by_cost(x, &listed);
        if (status != MSPEC_OK)
            engine_result_fini(&listed);
    }
    if (status != MSPEC_OK) {
        engine_result_fini(x->out);
        return status;
    }
    const char *why = listed.why_incomplete;
    if (listed.complete || listed.count > x->out->count)
        engine_result_swap(x->out, &listed);
    if (!x->out->complete)
        x->out->why_incomplete = why;
    x->out->nodes += listed.nodes;
    x->out->feasible |= listed.feasible;
    engine_result_fini(&listed);
    return MSPEC_OK;
}

mspec_status many_run(const struct model *m, const struct engine *one, uint64_t first_nodes, const struct engine_request *request,
                      struct engine_result *out)
{
    struct many x = {m, one, request, first_nodes, clock_deadline(request->time_limit), out};
    switch (request->goal) {
    case GOAL_ALL: return list_all(&x);
    case GOAL_TOP: return list_top(&x);
    default: return list_minimal(&x);
    }
}
