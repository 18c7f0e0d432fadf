/* Whom to seat next, and what a branch costs at least. */
#include "solve/search.h"

#include <stdlib.h>

cost_t search_opening(const struct search *s, uint32_t alternative, uint32_t place)
{
    const struct problem *p = s->p;
    cost_t cost = p->stride[MEASURE_TRANSFORMATIONS] * place_to_build(&s->places, place);
    if (!s->places.list.items[place].direct) {
        cost += p->stride[MEASURE_COMPARTMENTS];
        if (p->model->hardening == HARDENING_PER_COMPARTMENT)
            cost += p->stride[MEASURE_TRANSFORMATIONS] * __builtin_popcountll(p->alternatives[alternative].chosen);
    }
    return cost;
}

/* May the component take the label? Of twins the first one takes the first label. */
static bool is_allowed(const struct search *s, uint32_t component, uint32_t place, uint32_t k)
{
    uint32_t twin = s->twins ? s->p->twin[component] : NONE;
    if (label_at(s, component, place)[k].clashes)
        return false;
    if (s->below && !below_allows(s, component, s->waiting[component].first + k, place))
        return false;
    if (twin == NONE || s->placed[twin].alternative == NONE)
        return true;
    uint32_t other = s->placed[twin].alternative - s->waiting[twin].first;
    return place > s->placed[twin].place || (place == s->placed[twin].place && k >= other);
}

static struct outlook look(const struct search *s, uint32_t u, const bool *open)
{
    struct outlook o = {COST_MOST, COST_MOST, COST_MOST, 0};
    for (uint32_t q = 0; q < s->places.list.count; q++) {
        const struct label *labels = label_at(s, u, q);
        for (uint32_t k = 0; open[q] && k < s->waiting[u].count; k++) {
            if (!is_allowed(s, u, q, k))
                continue;
            cost_t cost = labels[k].cost, with = cost + search_opening(s, s->waiting[u].first + k, q);
            o.labels++;
            if (cost < o.best)
                o.best = cost;
            if (with < o.best_open) {
                o.second_open = o.best_open;
                o.best_open = with;
            } else if (with < o.second_open) {
                o.second_open = with;
            }
        }
    }
    return o;
}

static int compare(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->least != b->least)
        return a->least < b->least ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return a->alternative < b->alternative ? -1 : a->alternative > b->alternative;
}

/* `rest`: what all the others cost at least. */
static bool collect(struct search *s, struct frame *f, cost_t rest, const bool *open)
{
    uint32_t u = f->component;
    f->first = f->next = s->candidates.count;
    for (uint32_t q = 0; q < s->places.list.count; q++) {
        const struct label *labels = label_at(s, u, q);
        for (uint32_t k = 0; open[q] && k < s->waiting[u].count; k++) {
            if (!is_allowed(s, u, q, k))
                continue;
            struct candidate c = {s->waiting[u].first + k, q, 0};
            c.least = rest + labels[k].cost + search_opening(s, c.alternative, q);
            if (s->costs && c.least >= s->ceiling)
                continue;
            if (!vector_push(s->p->memory, &s->candidates, c)) {
                s->failed = true;
                return false;
            }
        }
    }
    f->end = s->candidates.count;
    if (s->costs && f->end > f->first)
        qsort(s->candidates.items + f->first, f->end - f->first, sizeof *s->candidates.items, compare);
    return f->end > f->first;
}

bool search_choose(struct search *s, struct frame *f)
{
    uint32_t places = (uint32_t)s->places.list.count, waiting = s->count - s->seated;
    bool *open = s->open;
    cost_t least = s->cost, dearest_opening = 0;
    if (s->places.unfinished > waiting)
        return false;
    for (uint32_t q = 0; q < places; q++)
        open[q] = place_is_open(&s->places, q);
    for (uint32_t u = 0; u < s->count; u++) {
        if (s->placed[u].alternative != NONE)
            continue;
        s->outlook[u] = look(s, u, open);
        if (!s->outlook[u].labels)
            return false;
        least += s->outlook[u].best;
        cost_t opening = s->outlook[u].best_open - s->outlook[u].best;
        dearest_opening = opening > dearest_opening ? opening : dearest_opening;
    }
    if (s->costs && least + dearest_opening >= s->ceiling)
        return false;
    /* Whoever has least to choose from comes first; of those, who loses most when it does not get the best. */
    f->component = NONE;
    for (uint32_t u = 0; u < s->count; u++) {
        if (s->placed[u].alternative != NONE)
            continue;
        if (s->twins && s->p->twin[u] != NONE && s->placed[s->p->twin[u]].alternative == NONE)
            continue;
        const struct outlook *o = &s->outlook[u], *best = f->component == NONE ? NULL : &s->outlook[f->component];
        cost_t regret = o->second_open - o->best_open;
        if (!best || o->labels < best->labels ||
            (o->labels == best->labels && regret > best->second_open - best->best_open))
            f->component = u;
    }
    return collect(s, f, least - s->outlook[f->component].best, open);
}
