/* The labels of components that wait for a seat: what each would cost and with whom it would clash, kept up to date as others
 * are seated and leave. */
#include "solve/search.h"

#include <string.h>

static bool widen(struct search *s, uint32_t places)
{
    if (places <= s->capacity)
        return true;
    uint32_t capacity = s->capacity ? s->capacity : 16;
    while (capacity < places)
        capacity *= 2;
    bool *open = memory_resize(s->p->memory, s->open, s->capacity, capacity);
    if (!open)
        return false;
    s->open = open;
    for (uint32_t u = 0; u < s->count; u++) {
        struct waiting *w = &s->waiting[u];
        size_t old = (size_t)s->capacity * w->count * sizeof *w->labels, new = (size_t)capacity * w->count * sizeof *w->labels;
        struct label *labels = memory_resize(s->p->memory, NULL, 0, new);
        if (!labels) {
            /* those that are wider already shrink back, so that all have one width */
            while (u-- > 0) {
                struct waiting *done = &s->waiting[u];
                done->labels = memory_resize(s->p->memory, done->labels, (size_t)capacity * done->count * sizeof *done->labels,
                                             (size_t)s->capacity * done->count * sizeof *done->labels);
            }
            s->open = memory_resize(s->p->memory, s->open, capacity, s->capacity);
            return false;
        }
        if (old)
            memcpy(labels, w->labels, old);
        memory_release(s->p->memory, w->labels, old);
        w->labels = labels;
    }
    s->capacity = capacity;
    return true;
}

static cost_t path_cost(const struct search *s, uint32_t form, uint32_t place)
{
    cost_t cost = 0;
    for (uint32_t at = place; at != 0; at = s->places.list.items[at].parent)
        cost += price_step(s->p, form, s->places.list.items[at].mechanism);
    return cost;
}

bool labels_init(struct search *s)
{
    uint32_t places = (uint32_t)s->places.list.count;
    if (!widen(s, places))
        return false;
    for (uint32_t u = 0; u < s->count; u++)
        for (uint32_t q = 0; q < places; q++)
            for (uint32_t k = 0; k < s->waiting[u].count; k++) {
                const struct alternative *a = &s->p->alternatives[s->waiting[u].first + k];
                struct label *label = &label_at(s, u, q)[k];
                label->cost = a->cost + path_cost(s, a->form, q);
                label->clashes = s->keeps_all && !path_is_kept(s->p, a, s->places.list.items[q].path);
            }
    return true;
}

/* What comes for a place that was fresh is to those seated before what that one was. */
bool labels_extend(struct search *s, uint32_t first_place)
{
    if (!widen(s, (uint32_t)s->places.list.count))
        return false;
    for (uint32_t q = first_place; q < s->places.list.count; q++)
        for (uint32_t u = 0; u < s->count; u++)
            if (s->placed[u].alternative == NONE)
                memcpy(label_at(s, u, q), label_at(s, u, s->places.list.items[q].like),
                       s->waiting[u].count * sizeof(struct label));
    return true;
}

static void cross(struct search *s, uint32_t component, int sign)
{
    const struct problem *p = s->p;
    if (!p->stride[MEASURE_RUNTIME])
        return;
    for (uint32_t i = p->first_rate[component]; i < p->first_rate[component + 1]; i++) {
        uint32_t u = p->rate_other[i];
        if (s->placed[u].alternative != NONE)
            continue;
        cost_t unit = sign * p->rate_value[i] * p->stride[MEASURE_RUNTIME];
        for (uint32_t q = 0; q < s->places.list.count; q++) {
            cost_t cost = unit * p->relations.items[places_relation(&s->places, q, s->placed[component].place)].gate;
            struct label *labels = label_at(s, u, q);
            for (uint32_t k = 0; cost && k < s->waiting[u].count; k++)
                labels[k].cost += cost;
        }
    }
}

bool labels_update(struct search *s, uint32_t component, int sign)
{
    const struct placed *seat = &s->placed[component];
    bool fine = true;
    cross(s, component, sign);
    for (uint32_t u = 0; u < s->count; u++) {
        if (s->placed[u].alternative != NONE)
            continue;
        const struct waiting *w = &s->waiting[u];
        for (uint32_t q = 0; q < s->places.list.count; q++) {
            uint32_t relation = places_relation(&s->places, q, seat->place);
            struct label *labels = label_at(s, u, q);
            for (uint32_t k = 0; k < w->count; k++) {
                enum pair_answer answer = pair_fits(s->p, w->first + k, seat->alternative, relation);
                if (answer == PAIR_CLASHES)
                    labels[k].clashes += (uint32_t)sign;
                fine &= answer != PAIR_NO_MEMORY;
            }
        }
    }
    return fine;
}
