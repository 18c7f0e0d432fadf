/* Components that may be exchanged: of equal kinds and costs, whom nobody names. Of the configurations that differ only by
 * exchanging them an engine that wants one optimum needs to look at one. */
#include "solve/problem.h"

static bool same_access(const struct access *a, const struct access *b)
{
    return a->ops == b->ops && a->where == b->where && a->component == b->component && a->name == b->name &&
           a->has_range == b->has_range && a->from == b->from && a->to == b->to;
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->class == b->class && a->sized == b->sized && a->is_variable == b->is_variable && a->from == b->from &&
           a->to == b->to && !a->name == !b->name;
}

/* Do the two name the same others, and grant these the same? */
static bool same_names(const struct problem *p, uint32_t x, uint32_t y)
{
    const struct form *a = &p->model->forms[x], *b = &p->model->forms[y];
    const struct grants *g = &p->grants[x], *h = &p->grants[y];
    if (p->need_count[x] != p->need_count[y] || g->count != h->count)
        return false;
    for (uint32_t i = 0; i < p->need_count[x]; i++)
        if (!same_access(&a->intent[p->needs[x][i]], &b->intent[p->needs[y][i]]))
            return false;
    for (uint32_t i = 0; i < g->count; i++)
        if (g->principals[i] != h->principals[i])
            return false;
    if (g->count && a->cell_count != b->cell_count)
        return false;
    for (uint32_t i = 0; g->count && i < a->cell_count; i++)
        if (!same_cell(&p->model->cells[a->first_cell + i], &p->model->cells[b->first_cell + i]))
            return false;
    for (size_t i = 0; g->count && i < (size_t)a->cell_count * (g->count + 1u); i++)
        if (g->granted[i] != h->granted[i] || g->handed_out[i] != h->handed_out[i] || g->by_name[i] != h->by_name[i])
            return false;
    return true;
}

static bool same_alternative(const struct problem *p, const struct alternative *a, const struct alternative *b)
{
    for (int i = 0; i < MEASURE_COUNT; i++)
        if (a->part[i] != b->part[i])
            return false;
    return p->behaviours.items[a->behaviour].kind == p->behaviours.items[b->behaviour].kind && a->chosen == b->chosen &&
           a->effective == b->effective && a->path_needs == b->path_needs && a->path_bars == b->path_bars &&
           same_names(p, a->form, b->form);
}

/* Hardening and paths must cost the two the same; what they have paid for already is in their alternatives. */
static bool same_prices(const struct problem *p, uint32_t a, uint32_t b)
{
    const struct model *m = p->model;
    if (m->components[a].form_count != m->components[b].form_count)
        return false;
    for (uint32_t i = 0; i < p->isolation_count; i++) {
        uint32_t x = p->isolation[i];
        for (uint32_t f = 0; f < m->components[a].form_count; f++)
            for (int measure = 0; measure < MEASURE_COUNT; measure++)
                if (price_step_part(p, m->components[a].first_form + f, x, measure) !=
                    price_step_part(p, m->components[b].first_form + f, x, measure))
                    return false;
    }
    uint32_t rates = p->first_rate[a + 1] - p->first_rate[a];
    if (rates != p->first_rate[b + 1] - p->first_rate[b])
        return false;
    for (uint32_t i = 0; i < rates; i++)
        if (p->rate_other[p->first_rate[a] + i] != p->rate_other[p->first_rate[b] + i] ||
            p->rate_value[p->first_rate[a] + i] != p->rate_value[p->first_rate[b] + i])
            return false;
    return true;
}

static bool same_component(const struct problem *p, uint32_t a, uint32_t b)
{
    uint32_t first = p->first_alternative[a], other = p->first_alternative[b];
    uint32_t count = p->first_alternative[a + 1] - first;
    if (count != p->first_alternative[b + 1] - other || !same_prices(p, a, b))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!same_alternative(p, &p->alternatives[first + i], &p->alternatives[other + i]))
            return false;
    return true;
}

static void mark_named(const struct problem *p, bool *named)
{
    const struct model *m = p->model;
    for (uint32_t f = 0; f < m->form_count; f++) {
        for (uint32_t i = 0; i < p->need_count[f]; i++)
            named[m->forms[f].intent[p->needs[f][i]].component] = true;
        for (uint32_t i = 0; i < p->grants[f].count; i++)
            named[p->grants[f].principals[i]] = true;
    }
    for (uint32_t i = 0; i < m->together_count; i++)
        for (uint32_t k = 0; k < m->together[i].count; k++)
            named[m->together[i].components[k]] = true;
    for (uint32_t i = 0; i < m->apart_count; i++)
        for (uint32_t k = 0; k < m->apart[i].count; k++)
            named[m->apart[i].components[k]] = true;
}

/* Equal components get equal hashes, so that only those with equal hashes are compared. */
static uint32_t hash_component(const struct problem *p, uint32_t c)
{
    uint64_t h = p->model->components[c].form_count;
    for (uint32_t i = p->first_rate[c]; i < p->first_rate[c + 1]; i++)
        h = (h ^ p->rate_other[i]) * 1099511628211u + (uint64_t)p->rate_value[i];
    for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++) {
        const struct alternative *a = &p->alternatives[i];
        h = (h ^ p->behaviours.items[a->behaviour].kind) * 1099511628211u + (uint64_t)a->cost;
        h = (h ^ a->chosen) * 1099511628211u;
    }
    return (uint32_t)(h ^ h >> 29);
}

bool twins_find(struct problem *p)
{
    uint32_t n = p->model->component_count, size = 16;
    p->twin = arena_new_array(&p->arena, uint32_t, n);
    bool *named = arena_new_array(&p->arena, bool, n);
    while (size < n * 2)
        size *= 2;
    uint32_t *last = arena_new_array(&p->arena, uint32_t, size); /* the last one of each kind, plus 1 */
    if (!p->twin || !named || !last)
        return false;
    mark_named(p, named);
    for (uint32_t c = 0; c < n; c++) {
        p->twin[c] = NONE;
        if (named[c])
            continue;
        uint32_t at = hash_component(p, c) & (size - 1);
        while (last[at] && !same_component(p, last[at] - 1, c))
            at = (at + 1) & (size - 1);
        if (last[at])
            p->twin[c] = last[at] - 1;
        last[at] = c + 1;
    }
    return true;
}
