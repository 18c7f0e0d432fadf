#include "solve/cases.h"

#include <string.h>

#include "base/clock.h"
#include "solve/lower.h"
#include "solve/result.h"

/* ---- which cases there are ---- */

static bool form_has(const struct form *form, struct carried what)
{
    if (what.is_language)
        return form->language == what.id;
    for (uint32_t i = 0; i < form->hardened_count; i++)
        if (form->hardened[i] == what.id)
            return true;
    return false;
}

static bool can_occur(const struct model *m, struct carried what)
{
    if (!what.is_language && m->mechanisms[what.id].in_system)
        return true;
    for (uint32_t f = 0; f < m->form_count; f++)
        if (form_has(&m->forms[f], what))
            return true;
    return false;
}

/* Some component has it in every form. */
static bool must_occur(const struct model *m, struct carried what)
{
    for (uint32_t c = 0; c < m->component_count; c++) {
        const struct component *component = &m->components[c];
        uint32_t with = 0;
        for (uint32_t f = 0; f < component->form_count; f++)
            with += form_has(&m->forms[component->first_form + f], what);
        if (with == component->form_count)
            return true;
    }
    return false;
}

/* The bit of an item; MOST_EXCLUDED: there is no room. */
static uint32_t item_of(struct cases *k, struct carried what)
{
    uint32_t i = 0;
    while (i < k->item_count && (k->items[i].id != what.id || k->items[i].is_language != what.is_language))
        i++;
    if (i == k->item_count && i < MOST_EXCLUDED)
        k->items[k->item_count++] = what;
    return i;
}

/* Leaves no case in which another one leaves out less. */
static void drop_larger(struct cases *k)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < k->count; i++) {
        bool needed = true;
        for (uint32_t j = 0; j < k->count && needed; j++)
            needed = i == j || (k->barred[j] & ~k->barred[i]) != 0 || (k->barred[j] == k->barred[i] && j > i);
        if (needed)
            k->barred[kept++] = k->barred[i];
    }
    k->count = kept;
}

/* Every case that still has both sides becomes two. */
static bool split(struct cases *k, uint64_t one, uint64_t other)
{
    uint32_t count = k->count;
    for (uint32_t i = 0; i < count; i++) {
        if (k->barred[i] & (one | other))
            continue;
        if (k->count == MOST_CASES)
            return false;
        k->barred[k->count++] = k->barred[i] | other;
        k->barred[i] |= one;
    }
    drop_larger(k);
    return true;
}

void cases_find(const struct model *m, const bool *dropped, struct cases *out)
{
    *out = (struct cases){.count = 1};
    for (uint32_t i = 0; i < m->exclude_count; i++) {
        const struct exclusion *e = &m->exclude[i];
        if ((dropped && dropped[i]) || !can_occur(m, e->a) || !can_occur(m, e->b))
            continue;
        uint32_t a = item_of(out, e->a), b = item_of(out, e->b);
        if (a == MOST_EXCLUDED || b == MOST_EXCLUDED) {
            out->count = 0;
            return;
        }
        /* what must be there bars the other side */
        uint64_t one = must_occur(m, e->a) ? (uint64_t)1 << b : (uint64_t)1 << a;
        uint64_t other = must_occur(m, e->b) ? (uint64_t)1 << a : (uint64_t)1 << b;
        if (must_occur(m, e->a) && must_occur(m, e->b)) /* there is no configuration */
            one = other = (uint64_t)1 << a;
        if (!split(out, one, other)) {
            out->count = 0;
            return;
        }
    }
}

struct model *cases_model(const struct model *m, const struct cases *cases, uint64_t barred, struct arena *a)
{
    struct model *copy = arena_new(a, struct model);
    if (!copy)
        return NULL;
    *copy = *m;
    copy->exclude_count = 0;
    copy->mechanisms = arena_copy_array_(a, m->mechanisms, m->mechanism_count, sizeof *m->mechanisms);
    copy->barred = arena_new_array(a, bool, m->form_count);
    if (!copy->mechanisms || !copy->barred)
        return NULL;
    for (uint32_t i = 0; i < cases->item_count; i++) {
        if (!(barred >> i & 1))
            continue;
        if (!cases->items[i].is_language)
            copy->mechanisms[cases->items[i].id].in_system = false;
        for (uint32_t f = 0; f < m->form_count; f++)
            copy->barred[f] |= form_has(&m->forms[f], cases->items[i]);
    }
    return copy;
}

/* ---- one answer from all ---- */

struct run {
    const struct engine *engine;
    const struct model *m;
    const struct engine_request *request;
    struct engine_result *out;
    struct cases cases;
    double deadline; /* 0: none */
    struct measures best;
    bool has_best;
    struct cost_bound bound; /* of the cases so far that have anything */
    bool has_bound;
};

static void stop(struct run *r, const char *why)
{
    r->out->complete = false;
    if (!r->out->why_incomplete)
        r->out->why_incomplete = why ? why : "stopped";
}

/* One case, or what several have in common, in a fair share of the time that is left. */
static mspec_status run_case(struct run *r, uint64_t barred, enum engine_goal goal, uint32_t left, struct engine_result *found)
{
    struct engine_request request = *r->request;
    request.goal = goal;
    request.time_limit = clock_left(r->deadline) / (left ? left : 1);
    struct arena scratch;
    arena_init(&scratch, &r->m->ctx->memory);
    struct model *m = cases_model(r->m, &r->cases, barred, &scratch);
    mspec_status status = m ? r->engine->run(m, &request, found) : MSPEC_ERROR_MEMORY;
    arena_fini(&scratch);
    if (status == MSPEC_OK) {
        r->out->nodes += found->nodes;
        r->out->feasible |= found->feasible || found->count > 0;
    }
    return status;
}

struct priced {
    struct configuration *configuration;
    struct measures measures;
};
struct priced_list {
    VECTOR(struct priced);
};

/* Puts it where its cost belongs, unless it is there already. */
static mspec_status insert(struct run *r, const struct configuration *c, const struct measures *measures, struct priced_list *list)
{
    size_t at = list->count;
    for (size_t i = 0; i < list->count; i++)
        if (configuration_equal(list->items[i].configuration, c))
            return MSPEC_OK;
    while (at > 0 && measures_compare(r->m, measures, &list->items[at - 1].measures) < 0)
        at--;
    struct priced new = {configuration_copy(&r->out->arena, c), *measures};
    if (!new.configuration || !vector_push(&r->m->ctx->memory, list, new))
        return MSPEC_ERROR_MEMORY;
    for (size_t i = list->count - 1; i > at; i--)
        list->items[i] = list->items[i - 1];
    list->items[at] = new;
    return MSPEC_OK;
}

static size_t room(const struct run *r)
{
    switch (r->request->goal) {
    case GOAL_OPTIMUM: return 1;
    case GOAL_TOP: return r->request->top;
    default: return r->request->keep ? r->request->keep : SIZE_MAX;
    }
}

static mspec_status take(struct run *r, const struct engine_result *found, struct priced_list *list)
{
    for (size_t i = 0; i < found->count; i++) {
        struct measures measures;
        unsigned flags;
        mspec_status status = judge_quickly(r->m, found->configurations[i], &flags, &measures);
        if (status != MSPEC_OK)
            return status;
        int order = r->has_best ? measures_compare(r->m, &measures, &r->best) : -1;
        if (order < 0) {
            r->best = measures;
            r->has_best = true;
        }
        if (order < 0 && r->request->goal == GOAL_ALL)
            list->count = 0;
        if (order > 0 && r->request->goal == GOAL_ALL)
            continue;
        status = insert(r, found->configurations[i], &measures, list);
        if (status != MSPEC_OK)
            return status;
        if (list->count > room(r))
            list->count = room(r);
    }
    return MSPEC_OK;
}

/* What holds for two cases is the lower of what holds for each, as far as both say something. */
static void lower(struct run *r, const struct cost_bound *other)
{
    if (!r->has_bound) {
        r->bound = *other;
        r->has_bound = true;
        return;
    }
    uint32_t levels = r->bound.levels < other->levels ? r->bound.levels : other->levels, i = 0;
    while (i < levels && rational_compare(other->value[i], r->bound.value[i]) == 0)
        i++;
    if (i < levels && rational_compare(other->value[i], r->bound.value[i]) < 0)
        r->bound = *other;
    r->bound.levels = levels;
}

/* What a case proves of its costs; nothing where there is none. */
static mspec_status take_bound(struct run *r, const struct engine_result *found)
{
    if (!found->complete) {
        lower(r, &found->bound);
        return MSPEC_OK;
    }
    if (found->count == 0)
        return MSPEC_OK;
    struct cost_bound whole;
    struct measures measures;
    unsigned flags;
    mspec_status status = judge_quickly(r->m, found->configurations[0], &flags, &measures);
    if (status == MSPEC_OK) {
        if (measures.overflow)
            whole = (struct cost_bound){0};
        else
            cost_bound_of(r->m, &measures, &whole);
        lower(r, &whole);
    }
    return status;
}

/* ---- counting ---- */

enum count { COUNT_OPTIMAL, COUNT_VALID, COUNT_MINIMAL };

/* How many there are with so much barred. */
static mspec_status count_one(struct run *r, uint64_t barred, enum count what, struct bigint *out)
{
    static const enum engine_goal goals[] = {GOAL_ALL, GOAL_SPACE, GOAL_MINIMAL};
    struct engine_result found = {0};
    *out = (struct bigint){0};
    mspec_status status = run_case(r, barred, goals[what], 1, &found);
    if (status != MSPEC_OK)
        return status;
    if (!found.complete) { /* its numbers may be half made */
        stop(r, found.why_incomplete);
        engine_result_fini(&found);
        return MSPEC_OK;
    }
    struct bigint value = what == COUNT_VALID ? found.valid : found.total;
    if (what == COUNT_MINIMAL && !bigint_set(&found.arena, &value, found.count))
        status = MSPEC_ERROR_MEMORY;
    if (what == COUNT_OPTIMAL && found.count > 0) { /* optimal here, and in the whole perhaps not */
        struct measures measures;
        unsigned flags;
        status = judge_quickly(r->m, found.configurations[0], &flags, &measures);
        if (status == MSPEC_OK && measures_compare(r->m, &measures, &r->best) != 0)
            value = (struct bigint){0};
    }
    if (status == MSPEC_OK && !bigint_copy(&r->out->arena, out, value)) /* the limbs go with the result of the case */
        status = MSPEC_ERROR_MEMORY;
    engine_result_fini(&found);
    return status;
}

/* |A1 or … or An| = the sum over i of |Ai| - |Ai and (A1 or … or Ai-1)|. Each step down has fewer sets: at most MOST_CASES. */
static mspec_status count_union(struct run *r, const uint64_t *barred, uint32_t n, enum count what, struct bigint *out)
{
    *out = (struct bigint){0};
    for (uint32_t i = 0; i < n && r->out->complete; i++) {
        struct bigint one, both;
        struct cases *common = memory_resize(&r->m->ctx->memory, NULL, 0, sizeof *common);
        if (!common)
            return MSPEC_ERROR_MEMORY;
        common->count = i;
        for (uint32_t k = 0; k < i; k++)
            common->barred[k] = barred[i] | barred[k];
        drop_larger(common);
        mspec_status status = count_one(r, barred[i], what, &one);
        if (status == MSPEC_OK)
            status = count_union(r, common->barred, common->count, what, &both);
        memory_release(&r->m->ctx->memory, common, sizeof *common);
        if (status == MSPEC_OK && (!bigint_add(&r->out->arena, out, *out, one) ||
                                   (r->out->complete && !bigint_subtract(&r->out->arena, out, *out, both))))
            status = MSPEC_ERROR_MEMORY;
        if (status != MSPEC_OK)
            return status;
    }
    return MSPEC_OK;
}

static mspec_status count_space(struct run *r)
{
    struct engine_result found = {0};
    struct engine_result *out = r->out;
    struct model without = *r->m;
    without.exclude_count = 0; /* what is safe is so whatever is excluded */
    mspec_status status = r->engine->run(&without, r->request, &found);
    if (status != MSPEC_OK)
        return status;
    if (!found.complete) {
        stop(r, found.why_incomplete);
        engine_result_fini(&found);
        return MSPEC_OK;
    }
    bool fine = bigint_copy(&out->arena, &out->safe, found.safe);
    engine_result_fini(&found);
    struct watch watch;
    watch_init(&watch, r->m->ctx, 0);
    if (!fine || !engine_result_size(out, r->m, &watch))
        return MSPEC_ERROR_MEMORY;
    const uint64_t *barred = r->cases.barred;
    if (out->complete)
        status = count_union(r, barred, r->cases.count, COUNT_VALID, &out->valid);
    if (status == MSPEC_OK && out->complete)
        status = count_union(r, barred, r->cases.count, COUNT_MINIMAL, &out->minimal);
    for (uint32_t i = 0; status == MSPEC_OK && out->complete && i < r->cases.count; i++) { /* what is best? */
        struct priced_list none = {0};
        status = run_case(r, barred[i], GOAL_OPTIMUM, r->cases.count - i, &found);
        if (status != MSPEC_OK)
            break;
        if (!found.complete)
            stop(r, found.why_incomplete);
        status = take(r, &found, &none);
        vector_free(&r->m->ctx->memory, &none);
        engine_result_fini(&found);
    }
    if (status == MSPEC_OK && out->complete && r->has_best)
        status = count_union(r, barred, r->cases.count, COUNT_OPTIMAL, &out->optimal);
    return status;
}

static mspec_status run_cases(struct run *r)
{
    struct priced_list list = {0};
    struct engine_result *out = r->out;
    mspec_status status = MSPEC_OK;
    for (uint32_t i = 0; i < r->cases.count && status == MSPEC_OK; i++) {
        struct engine_result found = {0};
        status = run_case(r, r->cases.barred[i], r->request->goal, r->cases.count - i, &found);
        if (status != MSPEC_OK)
            break;
        if (!found.complete)
            stop(r, found.why_incomplete);
        status = take(r, &found, &list);
        if (status == MSPEC_OK)
            status = take_bound(r, &found);
        engine_result_fini(&found);
    }
    if (r->has_bound)
        out->bound = r->bound;
    out->configurations = status == MSPEC_OK ? arena_new_array(&out->arena, struct configuration *, list.count) : NULL;
    if (status == MSPEC_OK && !out->configurations)
        status = MSPEC_ERROR_MEMORY;
    for (size_t i = 0; status == MSPEC_OK && i < list.count; i++)
        out->configurations[out->count++] = list.items[i].configuration;
    vector_free(&r->m->ctx->memory, &list);
    if (status == MSPEC_OK && r->request->goal == GOAL_ALL && out->complete && r->has_best)
        status = count_union(r, r->cases.barred, r->cases.count, COUNT_OPTIMAL, &out->total);
    return status;
}

mspec_status engine_run(const struct engine *engine, const struct model *m, const struct engine_request *request,
                        struct engine_result *out)
{
    if (m->exclude_count == 0 || engine->knows_exclusions)
        return engine->run(m, request, out);
    struct run r = {.engine = engine, .m = m, .request = request, .out = out, .deadline = clock_deadline(request->time_limit)};
    engine_result_init(out, m->ctx);
    out->complete = true;
    cases_find(m, NULL, &r.cases);
    if (r.cases.count == 0) {
        stop(&r, "too many combinations of what is excluded");
        return MSPEC_OK;
    }
    mspec_status status = request->goal == GOAL_SPACE ? count_space(&r) : run_cases(&r);
    if (status != MSPEC_OK)
        engine_result_fini(out);
    return status;
}
