/* Isolation that others outdo: whatever a mechanism stops, another one stops too, lets everything through that somebody
 * needs, and costs no more. Where both may divide a place, and one best configuration is enough, only the other one is
 * looked at. */
#include "solve/problem.h"

static bool everybody(void *user, uint32_t mechanism, uint32_t component)
{
    (void)user, (void)mechanism, (void)component;
    return true;
}

static mechanism_set bit(uint32_t i)
{
    return (mechanism_set)1 << i;
}

/* ---- where they may be ---- */

/* What can come to be inside of a compartment of the mechanism, at any depth. */
static mechanism_set all_below(const struct problem *p, uint32_t b)
{
    mechanism_set below = 0, before;
    do {
        before = below;
        for (uint32_t y = 0; y < p->isolation_count; y++) {
            const struct mechanism *m = &p->model->mechanisms[p->isolation[y]];
            for (uint32_t x = 0; x < p->isolation_count; x++)
                if ((x == b || (below & bit(x))) && ids_contain(m->within, m->within_count, p->isolation[x]))
                    below |= bit(y);
        }
    } while (below != before);
    return below;
}

/* Can a compartment of b be one of a instead, as far as the space and the rules go, with all that is inside of it? That a
 * may be where b is, is asked place by place. */
static bool may_stand_for(const struct problem *p, uint32_t a, uint32_t b)
{
    const struct mechanism *x = &p->model->mechanisms[p->isolation[a]], *y = &p->model->mechanisms[p->isolation[b]];
    if (x->is_directed != y->is_directed || (p->hopeless_isolation & bit(a)))
        return false;
    if (x->limit && (x->is_directed || !y->limit || y->limit > x->limit))
        return false;
    if ((all_below(p, b) & bit(a)) && !(p->path_bars[b] & bit(a)))
        return false;
    if ((p->path_needs[a] & ~p->path_needs[b]) || (p->path_bars[a] & ~p->path_bars[b] & ~bit(b)))
        return false;
    for (uint32_t i = 0; i < p->isolation_count; i++) {
        const struct mechanism *inner = &p->model->mechanisms[p->isolation[i]];
        if (i == a || i == b)
            continue;
        if ((p->path_needs[i] & bit(b)) || ((p->path_bars[i] & bit(a)) && !(p->path_bars[i] & bit(b))))
            return false;
        if (ids_contain(inner->within, inner->within_count, p->isolation[b]) &&
            !ids_contain(inner->within, inner->within_count, p->isolation[a]))
            return false;
    }
    for (uint32_t i = 0; i < p->alternative_count; i++) {
        const struct alternative *alternative = &p->alternatives[i];
        if ((alternative->path_needs & bit(b)) || ((alternative->path_bars & bit(a)) && !(alternative->path_bars & bit(b))))
            return false;
    }
    return true;
}

static bool costs_no_more(const struct problem *p, uint32_t a, uint32_t b)
{
    uint32_t x = p->isolation[a], y = p->isolation[b];
    static const enum measure measures[] = {MEASURE_RUNTIME, MEASURE_MEMORY};
    for (int i = 0; i < 2; i++) {
        if (!p->stride[measures[i]] && !p->has_budget[measures[i]])
            continue;
        if (measures[i] == MEASURE_RUNTIME && p->gate_of[x] > p->gate_of[y])
            return false;
        for (uint32_t f = 0; f < p->model->form_count; f++)
            if (price_step_part(p, f, x, measures[i]) > price_step_part(p, f, y, measures[i]))
                return false;
    }
    return true;
}

/* ---- what they stop ---- */

struct pair {
    const struct problem *p;
    uint32_t a, b; /* relations, in one direction */
};

static bool stops_all(const struct pair *x, const struct cell *cell, uint32_t from)
{
    op_set most = passes_ops(x->p, x->a, from, cell, true, everybody, NULL);
    return !(most & ~passes_ops(x->p, x->b, from, cell, true, NULL, NULL));
}

static bool stops_as_much(const struct pair *x, bool *target_seen)
{
    const struct model *m = x->p->model;
    for (uint32_t f = 0; f < m->form_count; f++) {
        const struct grants *g = &x->p->grants[f];
        if (!x->p->selective[f]) { /* one of a kind is enough */
            if (target_seen[x->p->target[f]])
                continue;
            target_seen[x->p->target[f]] = true;
        }
        for (uint32_t i = m->forms[f].first_cell; i < m->forms[f].first_cell + m->forms[f].cell_count; i++) {
            if (!stops_all(x, &m->cells[i], NONE))
                return false;
            for (uint32_t k = 0; k < g->count; k++)
                if (!stops_all(x, &m->cells[i], g->principals[k]))
                    return false;
        }
    }
    return true;
}

/* Where the other one lets a need through, does this one? */
static bool serves_as_well(const struct pair *x)
{
    const struct model *m = x->p->model;
    for (uint32_t f = 0; f < m->form_count; f++)
        for (uint32_t i = 0; i < x->p->need_count[f]; i++) {
            const struct access *need = &m->forms[f].intent[x->p->needs[f][i]];
            const struct component *owner = &m->components[need->component];
            for (uint32_t g = owner->first_form; g < owner->first_form + owner->form_count; g++) {
                struct need_cells cells;
                need_cells_begin(x->p, &m->forms[g], need, &cells);
                for (const struct cell *cell; (cell = need_cells_next(&cells)) != NULL;) {
                    op_set ops = need_ops(need, cell);
                    if (!ops)
                        continue;
                    op_set least = ops & passes_ops(x->p, x->a, m->forms[f].component, cell, false, NULL, NULL);
                    op_set most = ops & passes_ops(x->p, x->b, m->forms[f].component, cell, false, everybody, NULL);
                    if (most & ~least)
                        return false;
                }
            }
        }
    return true;
}

/* What a vulnerability lets through passes whatever else stands between, and so says more than the two alone can tell. */
static bool leaks(const struct problem *p, uint32_t a)
{
    for (uint32_t v = 0; v < p->model->vulnerability_count; v++) {
        const struct vulnerability *x = &p->model->vulnerabilities[v];
        if (x->has_boundary && ids_contain(x->mechanisms, x->mechanism_count, p->isolation[a]))
            return true;
    }
    return false;
}

static bool outdoes(struct problem *p, uint32_t a, uint32_t b, bool *target_seen)
{
    if (leaks(p, a) || !may_stand_for(p, a, b) || !costs_no_more(p, a, b))
        return false;
    for (int outward = 0; outward < 2; outward++) {
        struct standing x = {p->isolation[a], outward}, y = {p->isolation[b], outward};
        struct pair pair = {p, relation_find(p, &x, 1, p->gate_of[x.mechanism]),
                            relation_find(p, &y, 1, p->gate_of[y.mechanism])};
        if (pair.a == NONE || pair.b == NONE)
            return false;
        for (uint32_t t = 0; t < p->target_count; t++)
            target_seen[t] = false;
        if (!stops_as_much(&pair, target_seen) || !serves_as_well(&pair))
            return false;
    }
    return true;
}

bool outdone_find(struct problem *p)
{
    uint32_t n = p->isolation_count;
    p->outdone = arena_new_array(&p->arena, mechanism_set, n);
    bool *target_seen = arena_new_array(&p->arena, bool, p->target_count);
    if (!p->outdone || !target_seen)
        return false;
    if (p->options.scope < SCOPE_OPTIMUM)
        return true;
    mechanism_set by[MAX_MECHANISMS] = {0};
    for (uint32_t b = 0; b < n; b++)
        for (uint32_t a = 0; a < n; a++)
            if (a != b && outdoes(p, a, b, target_seen))
                by[b] |= bit(a);
    for (uint32_t b = 0; b < n; b++)
        for (uint32_t a = 0; a < n; a++) /* of two that outdo each other the first one stays */
            if ((by[b] & bit(a)) && (a < b || !(by[a] & bit(b))))
                p->outdone[b] |= bit(a);
    return true;
}
