/* A set of requirements is *given up* when nobody asks whether they are met: [Protect] without them. With more given up
 * more is possible, so that the sets with which something is possible have minimal ones, and those with which nothing is
 * have maximal ones. A map of clauses remembers what both say of other sets; whatever set it still allows is asked
 * about, and shrunk or grown. When it allows none, all minimal ones are known. */
#include "answers/safest.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "solve/cases.h"
#include "solve/sat/maxsat.h"
#include "solve/watch.h"

enum answer { YES, NO, STOPPED, NO_MEMORY, WRONG };

struct hunt {
    const struct model *model;
    const struct engine *engine;
    const struct engine_request *request;
    struct watch watch;
    struct memory *memory;
    struct safest *out;
    struct arena scratch;
    struct component *components; /* the model's, protected or not as is asked */
    bool *given_up;               /* by component: the set in hand */
    int *literals;                /* room for a clause */
    struct maxsat *map;           /* variable c + 1: component c is given up */
    struct {
        VECTOR(struct compromise);
    } found;
};

/* ---- asking ---- */

/* Which requirements it violates; into the set in hand, which may only shrink by it. */
static enum answer take_violated(struct hunt *h, const struct configuration *c)
{
    struct judgement j;
    mspec_status status = judge(h->model, c, &j);
    if (status != MSPEC_OK)
        return NO_MEMORY;
    bool *violated = arena_new_array(&h->scratch, bool, h->model->component_count);
    bool right = j.works && j.in_space && j.keeps;
    for (size_t i = 0; violated && i < j.violation_count; i++) {
        violated[j.violations[i].owner] = true;
        right &= h->given_up[j.violations[i].owner];
    }
    judgement_fini(&j);
    if (!violated)
        return NO_MEMORY;
    if (right)
        memcpy(h->given_up, violated, h->model->component_count * sizeof *violated);
    return right ? YES : WRONG;
}

/* Is there a configuration that violates at most what is given up? Then no more than it violates is given up.
 * `cheapest`: the cheapest of them, into *configuration. */
static enum answer ask(struct hunt *h, bool cheapest, struct configuration **configuration)
{
    struct model view = *h->model; /* the same model, less protected */
    struct engine_request request = {.goal = GOAL_OPTIMUM, .jobs = h->request->jobs};
    struct engine_result result;
    enum answer answer = STOPPED;
    if (!watch_look(&h->watch))
        return STOPPED;
    view.components = h->components;
    view.protects_all = false;
    for (uint32_t c = 0; c < view.component_count; c++)
        h->components[c].is_protected = h->model->components[c].is_protected && !h->given_up[c];
    if (!cheapest)
        view.objective_count = 0; /* any will do */
    request.time_limit = clock_left(h->watch.deadline);
    if (engine_run(h->engine, &view, &request, &result) != MSPEC_OK)
        return NO_MEMORY;
    if (result.count && (!cheapest || result.complete)) {
        answer = take_violated(h, result.configurations[0]);
        if (answer == YES && configuration) {
            *configuration = configuration_copy(&h->out->arena, result.configurations[0]);
            answer = *configuration ? YES : NO_MEMORY;
        }
    } else if (result.complete) {
        answer = NO;
    } else {
        watch_stop(&h->watch, result.why_incomplete ? result.why_incomplete : "stopped");
    }
    engine_result_fini(&result);
    return answer;
}

/* ---- the map ---- */

static bool seek(struct hunt *h, enum maxsat_answer *answer)
{
    const struct model *m = h->model;
    *answer = maxsat_satisfy(h->map, NULL, 0);
    if (*answer != MAXSAT_OPTIMUM)
        return false;
    for (uint32_t c = 0; c < m->component_count; c++)
        h->given_up[c] = m->components[c].is_protected && maxsat_best(h->map, (int)c + 1);
    return true;
}

/* Sets that hold this one: no more of them. */
static void block_larger(struct hunt *h)
{
    size_t count = 0;
    for (uint32_t c = 0; c < h->model->component_count; c++)
        if (h->given_up[c])
            h->literals[count++] = -((int)c + 1);
    maxsat_clause(h->map, h->literals, count);
}

/* Sets that this one holds: no more of them. */
static void block_smaller(struct hunt *h)
{
    size_t count = 0;
    for (uint32_t c = 0; c < h->model->component_count; c++)
        if (h->model->components[c].is_protected && !h->given_up[c])
            h->literals[count++] = (int)c + 1;
    maxsat_clause(h->map, h->literals, count);
}

/* ---- minimal and maximal sets ---- */

static enum answer shrink(struct hunt *h)
{
    for (uint32_t c = 0; c < h->model->component_count; c++) {
        if (!h->given_up[c])
            continue;
        h->given_up[c] = false;
        enum answer answer = ask(h, false, NULL);
        if (answer == NO)
            h->given_up[c] = true;
        else if (answer != YES)
            return answer;
    }
    return YES;
}

static enum answer grow(struct hunt *h)
{
    size_t size = h->model->component_count * sizeof(bool);
    bool *kept = arena_alloc(&h->scratch, size);
    if (!kept)
        return NO_MEMORY;
    memcpy(kept, h->given_up, size);
    for (uint32_t c = 0; c < h->model->component_count; c++) {
        if (!h->model->components[c].is_protected || kept[c])
            continue;
        memcpy(h->given_up, kept, size);
        h->given_up[c] = true;
        enum answer answer = ask(h, false, NULL);
        if (answer == NO)
            kept[c] = true;
        else if (answer != YES)
            return answer;
    }
    memcpy(h->given_up, kept, size);
    return YES;
}

/* The set in hand is minimal: its cheapest configuration. */
static enum answer keep(struct hunt *h)
{
    const struct model *m = h->model;
    struct compromise new = {.unmet = arena_new_array(&h->out->arena, uint32_t, m->component_count)};
    unsigned flags;
    if (!new.unmet)
        return NO_MEMORY;
    for (uint32_t c = 0; c < m->component_count; c++)
        if (h->given_up[c])
            new.unmet[new.unmet_count++] = c;
    enum answer answer = ask(h, true, &new.configuration);
    if (answer != YES)
        return answer == NO ? WRONG : answer;
    for (uint32_t i = 0; i < new.unmet_count; i++)
        if (!h->given_up[new.unmet[i]])
            return WRONG; /* it was not minimal */
    if (judge_quickly(m, new.configuration, &flags, &new.cost) != MSPEC_OK || !vector_push(h->memory, &h->found, new))
        return NO_MEMORY;
    return YES;
}

static enum answer hunt_all(struct hunt *h)
{
    enum maxsat_answer allowed;
    while (seek(h, &allowed)) {
        enum answer answer = ask(h, false, NULL);
        if (answer == YES) {
            if ((answer = shrink(h)) != YES || (answer = keep(h)) != YES)
                return answer;
            block_larger(h);
            if (h->request->keep && h->found.count >= h->request->keep && !h->watch.stopped)
                watch_stop(&h->watch, "as many as were asked for");
        } else if (answer == NO) {
            if ((answer = grow(h)) != YES)
                return answer;
            block_smaller(h);
        } else {
            return answer;
        }
        if (h->watch.stopped)
            return STOPPED;
        arena_fini(&h->scratch); /* nothing in it is needed from round to round */
    }
    return allowed == MAXSAT_UNSATISFIABLE ? NO : NO_MEMORY;
}

/* ---- delivering ---- */

static int compare(const struct model *m, const struct compromise *a, const struct compromise *b)
{
    int order = measures_compare(m, &a->cost, &b->cost);
    for (uint32_t i = 0; !order && i < a->unmet_count && i < b->unmet_count; i++)
        order = a->unmet[i] < b->unmet[i] ? -1 : a->unmet[i] > b->unmet[i];
    return order ? order : a->unmet_count < b->unmet_count ? -1 : a->unmet_count > b->unmet_count;
}

static bool deliver(struct hunt *h)
{
    for (size_t i = 1; i < h->found.count; i++) {
        struct compromise moved = h->found.items[i];
        size_t k = i;
        for (; k > 0 && compare(h->model, &moved, &h->found.items[k - 1]) < 0; k--)
            h->found.items[k] = h->found.items[k - 1];
        h->found.items[k] = moved;
    }
    h->out->items = vector_to_arena(&h->out->arena, &h->found);
    h->out->count = h->out->items ? h->found.count : 0;
    h->out->complete = !h->watch.stopped;
    h->out->why_incomplete = h->watch.stopped;
    return h->out->items != NULL;
}

static bool prepare(struct hunt *h)
{
    const struct model *m = h->model;
    struct arena *a = &h->out->arena;
    h->components = arena_new_array(a, struct component, m->component_count);
    h->given_up = arena_new_array(a, bool, m->component_count);
    h->literals = arena_new_array(a, int, m->component_count);
    h->map = maxsat_new(h->memory);
    if (!h->components || !h->given_up || !h->literals || !h->map)
        return false;
    if (m->component_count)
        memcpy(h->components, m->components, m->component_count * sizeof *h->components);
    for (uint32_t c = 0; c < m->component_count; c++)
        if (!maxsat_variable(h->map))
            return false;
    return true;
}

mspec_status safest_find(const struct model *m, const struct engine *engine, const struct engine_request *request,
                         struct safest *out)
{
    struct hunt h = {.model = m, .engine = engine, .request = request, .memory = &m->ctx->memory, .out = out};
    bool was_exhausted = h.memory->exhausted;
    *out = (struct safest){0};
    arena_init(&out->arena, h.memory);
    arena_init(&h.scratch, h.memory);
    watch_init(&h.watch, m->ctx, request->time_limit);
    enum answer answer = prepare(&h) ? hunt_all(&h) : NO_MEMORY;
    if (answer == NO_MEMORY)
        watch_stop(&h.watch, "memory limit");
    mspec_status status = answer == WRONG ? MSPEC_ERROR_INTERNAL : deliver(&h) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    vector_free(h.memory, &h.found);
    maxsat_free(h.map);
    arena_fini(&h.scratch);
    if (status == MSPEC_OK)
        h.memory->exhausted = was_exhausted; /* what did not fit has been dealt with */
    else
        safest_fini(out);
    return status;
}

void safest_fini(struct safest *s)
{
    arena_fini(&s->arena);
    *s = (struct safest){0};
}
