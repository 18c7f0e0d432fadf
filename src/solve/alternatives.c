/* The alternatives of every component: its forms with the sets of hardening that are worth looking at, without those that
 * another one beats, as far as what is sought allows it. */
#include "solve/problem.h"

#include <stdlib.h>
#include <string.h>

#define MOST_ALTERNATIVES (1u << 20)

struct builder {
    struct problem *p;
    struct {
        VECTOR(struct alternative);
    } found;
};

static bool matters(const struct problem *p, enum measure measure)
{
    return p->stride[measure] || p->has_budget[measure];
}

/* ---- one alternative ---- */

/* Counting: does a set stand for the same as one that is there already? */
static bool weighs_with(const struct problem *p, struct alternative *known, const struct alternative *a)
{
    if (known->behaviour != a->behaviour)
        return false;
    if (p->options.scope == SCOPE_SAFE)
        return true;
    if (known->path_needs != a->path_needs || known->path_bars != a->path_bars)
        return false;
    for (int i = 0; i < MEASURE_COUNT; i++)
        if (p->has_budget[i] && known->part[i] != a->part[i])
            return false;
    return true;
}

static mspec_status emit(struct builder *b, uint32_t form_id, mechanism_set chosen)
{
    struct problem *p = b->p;
    bool grouped = p->model->hardening == HARDENING_PER_COMPARTMENT;
    bool counting = p->options.scope == SCOPE_SAFE || p->options.scope == SCOPE_VALID;
    const struct form *form = &p->model->forms[form_id];
    struct alternative a = {.component = form->component, .form = form_id, .chosen = chosen, .weight = 1};
    a.effective = chosen & hardening_of_form(p, form_id);
    a.carried = a.effective;
    for (uint32_t i = 0; i < p->hardening_count; i++)
        if (form_has_built_in(form, p->hardening[i]))
            a.carried |= (mechanism_set)1 << i;
    a.hardening_count = grouped ? 0 : (uint32_t)__builtin_popcountll(chosen);
    if (p->options.scope != SCOPE_SAFE && !rules_of(p, &a))
        return MSPEC_OK;
    a.behaviour = behaviour_find(p, form_id, a.effective);
    if (a.behaviour == NONE)
        return p->memory->exhausted ? MSPEC_ERROR_MEMORY : MSPEC_ERROR_LIMIT;
    price_alternative(p, &a);
    for (size_t i = b->found.count; counting && !grouped && i-- > 0 && b->found.items[i].form == form_id;)
        if (weighs_with(p, &b->found.items[i], &a)) {
            b->found.items[i].weight++;
            return MSPEC_OK;
        }
    if (b->found.count >= MOST_ALTERNATIVES)
        return MSPEC_ERROR_LIMIT;
    return vector_push(p->memory, &b->found, a) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

/* ---- those that others beat ---- */

/* Does `b` do at least all that `a` of the same form does, whoever is about? What is wild reaches everything, and what hardening
 * it has bounds nothing; only what vulnerabilities add, and so which grants lapse, is still bounded by it. */
static bool does_no_more(const struct problem *p, const struct alternative *a, const struct alternative *b)
{
    const struct behaviour *x = &p->behaviours.items[a->behaviour], *y = &p->behaviours.items[b->behaviour];
    return (y->is_wild && !y->is_widened) || bounds_within(y, x);
}

/* Is `a` at least as good as `b` wherever it may stand? */
static bool is_as_good(const struct problem *p, const struct alternative *a, const struct alternative *b)
{
    if (a->form != b->form || (a->path_needs & ~b->path_needs) || (a->path_bars & ~b->path_bars))
        return false;
    for (int i = 0; i < MEASURE_COUNT; i++)
        if (matters(p, i) && a->part[i] > b->part[i])
            return false;
    return does_no_more(p, a, b);
}

static bool beats(const struct problem *p, const struct alternative *all, uint32_t a, uint32_t b)
{
    if (!is_as_good(p, &all[a], &all[b]))
        return false;
    switch (p->options.scope) {
    case SCOPE_MINIMAL: /* the configuration with b derives from the one with a */
        return (all[a].chosen & ~all[b].chosen) == 0 && all[a].chosen != all[b].chosen;
    case SCOPE_ALL:
        return all[a].cost < all[b].cost;
    default: /* of two that are equally good the first one stays */
        return a < b || !is_as_good(p, &all[b], &all[a]);
    }
}

static uint32_t drop_beaten(const struct problem *p, struct alternative *all, uint32_t count)
{
    size_t wanted = p->options.scope == SCOPE_TOP ? p->options.top : 1;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        all[i].weight = 1;
    for (uint32_t i = 0; i < count; i++) {
        size_t beaters = 0;
        for (uint32_t k = 0; k < count && beaters < wanted; k++)
            beaters += k != i && beats(p, all, k, i);
        if (beaters >= wanted)
            all[i].weight = 0;
    }
    for (uint32_t i = 0; i < count; i++)
        if (all[i].weight)
            all[kept++] = all[i];
    return kept;
}

/* ---- per compartment: sets that a whole compartment carries ---- */

struct set_table {
    struct problem *p;
    mechanism_set *sets;
    uint32_t count;
    struct alternative *of; /* [set × form]; weight 0: hopeless */
};

static bool fill_sets(struct set_table *t)
{
    struct problem *p = t->p;
    uint32_t forms = p->model->form_count;
    t->of = arena_new_array(&p->arena, struct alternative, (size_t)t->count * forms);
    if (!t->of)
        return false;
    for (uint32_t s = 0; s < t->count; s++)
        for (uint32_t f = 0; f < forms; f++) {
            struct alternative *a = &t->of[(size_t)s * forms + f];
            a->component = p->model->forms[f].component;
            a->form = f;
            a->chosen = t->sets[s];
            a->effective = t->sets[s] & hardening_of_form(p, f);
            a->weight = rules_of(p, a);
            price_alternative(p, a);
        }
    return true;
}

static bool set_is_as_good(const struct set_table *t, uint32_t x, uint32_t y)
{
    const struct problem *p = t->p;
    struct bounds few, many;
    if (matters(p, MEASURE_TRANSFORMATIONS) && __builtin_popcountll(t->sets[x]) > __builtin_popcountll(t->sets[y]))
        return false;
    for (uint32_t f = 0; f < p->model->form_count; f++) {
        const struct alternative *a = &t->of[(size_t)x * p->model->form_count + f],
                                 *b = a + ((ptrdiff_t)y - x) * p->model->form_count;
        if (!b->weight)
            continue;
        if (!a->weight || (a->path_needs & ~b->path_needs) || (a->path_bars & ~b->path_bars) ||
            (matters(p, MEASURE_RUNTIME) && a->part[MEASURE_RUNTIME] > b->part[MEASURE_RUNTIME]) ||
            (matters(p, MEASURE_MEMORY) && a->part[MEASURE_MEMORY] > b->part[MEASURE_MEMORY]))
            return false;
        if (!bounds_of(p, &p->model->forms[f], a->effective, &many) ||
            !bounds_of(p, &p->model->forms[f], b->effective, &few) || !bounds_cover(&many, &few))
            return false;
    }
    return true;
}

static bool set_beats(const struct set_table *t, uint32_t x, uint32_t y)
{
    if (t->p->options.scope == SCOPE_MINIMAL && ((t->sets[x] & ~t->sets[y]) || x == y))
        return false;
    if (t->p->options.scope == SCOPE_ALL && (!t->p->stride[MEASURE_TRANSFORMATIONS] ||
                                             __builtin_popcountll(t->sets[x]) >= __builtin_popcountll(t->sets[y])))
        return false;
    return set_is_as_good(t, x, y) && (t->p->options.scope < SCOPE_OPTIMUM || x < y || !set_is_as_good(t, y, x));
}

/* A set of hardening that another one beats in every form is never the better choice: what of the better one applies to
 * nobody in the compartment can be taken out of it, and makes it cheaper. */
static bool drop_beaten_sets(struct problem *p, mechanism_set *sets, uint32_t *count)
{
    struct set_table t = {.p = p, .sets = sets, .count = *count};
    if (p->options.scope < SCOPE_MINIMAL || (uint64_t)*count * *count * p->model->form_count > 20000000)
        return true;
    bool *beaten = arena_new_array(&p->arena, bool, *count);
    if (!beaten || !fill_sets(&t))
        return false;
    for (uint32_t y = 0; y < t.count; y++)
        for (uint32_t x = 0; x < t.count && !beaten[y]; x++)
            beaten[y] = x != y && set_beats(&t, x, y);
    uint32_t kept = 0;
    for (uint32_t y = 0; y < t.count; y++)
        if (!beaten[y])
            sets[kept++] = sets[y];
    *count = kept;
    return true;
}

static mspec_status build_grouped(struct builder *b)
{
    struct problem *p = b->p;
    const struct model *m = p->model;
    uint32_t *forms = arena_new_array(&p->arena, uint32_t, m->form_count), count;
    mechanism_set *sets;
    if (!forms)
        return MSPEC_ERROR_MEMORY;
    for (uint32_t f = 0; f < m->form_count; f++)
        forms[f] = f;
    mspec_status status = hardening_sets(p, forms, m->form_count, &sets, &count);
    if (status != MSPEC_OK)
        return status;
    if (!drop_beaten_sets(p, sets, &count))
        return MSPEC_ERROR_MEMORY;
    for (uint32_t c = 0; c < m->component_count; c++) {
        p->first_alternative[c] = (uint32_t)b->found.count;
        for (uint32_t f = m->components[c].first_form; f < m->components[c].first_form + m->components[c].form_count; f++)
            for (uint32_t s = 0; s < count && status == MSPEC_OK; s++)
                status = emit(b, f, sets[s]);
    }
    return status;
}

/* ---- per component ---- */

static mspec_status build_single(struct builder *b)
{
    struct problem *p = b->p;
    const struct model *m = p->model;
    mspec_status status = MSPEC_OK;
    for (uint32_t c = 0; c < m->component_count && status == MSPEC_OK; c++) {
        p->first_alternative[c] = (uint32_t)b->found.count;
        for (uint32_t f = m->components[c].first_form; f < m->components[c].first_form + m->components[c].form_count; f++) {
            mechanism_set *sets;
            uint32_t count = 0;
            if (status == MSPEC_OK)
                status = hardening_sets(p, &f, 1, &sets, &count);
            for (uint32_t s = 0; s < count && status == MSPEC_OK; s++)
                status = emit(b, f, sets[s]);
        }
        if (status == MSPEC_OK && p->options.scope >= SCOPE_TOP && b->found.count > p->first_alternative[c]) {
            size_t first = p->first_alternative[c];
            b->found.count = first + drop_beaten(p, b->found.items + first, (uint32_t)(b->found.count - first));
        }
    }
    return status;
}

static int compare(const void *x, const void *y)
{
    const struct alternative *a = x, *b = y;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    if (a->form != b->form)
        return a->form < b->form ? -1 : 1;
    return a->chosen < b->chosen ? -1 : a->chosen > b->chosen;
}

mspec_status alternatives_build(struct problem *p)
{
    const struct model *m = p->model;
    struct builder b = {.p = p};
    p->first_alternative = arena_new_array(&p->arena, uint32_t, m->component_count + 1u);
    if (!p->first_alternative)
        return MSPEC_ERROR_MEMORY;
    mspec_status status = m->hardening == HARDENING_PER_COMPARTMENT ? build_grouped(&b) : build_single(&b);
    if (status == MSPEC_OK) {
        p->first_alternative[m->component_count] = (uint32_t)b.found.count;
        p->alternative_count = (uint32_t)b.found.count;
        p->alternatives = vector_to_arena(&p->arena, &b.found);
        status = p->alternatives ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    }
    vector_free(p->memory, &b.found);
    for (uint32_t c = 0; status == MSPEC_OK && c < m->component_count; c++) {
        uint32_t first = p->first_alternative[c], count = p->first_alternative[c + 1] - first;
        if (count)
            qsort(p->alternatives + first, count, sizeof *p->alternatives, compare);
    }
    return status;
}
