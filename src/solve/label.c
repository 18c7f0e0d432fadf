/* The labels of components that wait for a seat: what each would cost and with whom it would clash, kept up to date as
 * others are seated and leave. */
#include "solve/search.h"

#include <string.h>

/* A block of `old` bytes grows to `new`, or stays as it is and false. */
static bool grow(struct search *s, void **block, size_t old, size_t new)
{
    void *grown = memory_resize(s->p->memory, *block, *block ? old : 0, new);
    if (grown)
        *block = grown;
    return grown != NULL;
}

/* Room for so many places. The capacity is what all have room for: some may have more when memory gave out on the way, and
 * are then cut back. */
static bool widen(struct search *s, uint32_t places)
{
    uint32_t old = s->capacity, new = old ? old : 16, u = 0;
    if (places <= old)
        return true;
    while (new < places)
        new *= 2;
    bool open = grow(s, (void **)&s->open, old, new);
    bool zone = open && grow(s, (void **)&s->zone, old * sizeof *s->zone, new * sizeof *s->zone);
    bool zones = zone && grow(s, (void **)&s->zones, old * sizeof *s->zones, new * sizeof *s->zones);
    bool fine = zones;
    for (; u < s->count && fine; u++) {
        size_t width = s->waiting[u].count * sizeof(struct label);
        fine = grow(s, (void **)&s->waiting[u].labels, old * width, new * width);
    }
    if (fine) {
        s->capacity = new;
        return true;
    }
    for (uint32_t done = 0; zones && done + 1 < u; done++) {
        size_t width = s->waiting[done].count * sizeof(struct label);
        grow(s, (void **)&s->waiting[done].labels, new * width, old * width);
    }
    if (zones)
        grow(s, (void **)&s->zones, new * sizeof *s->zones, old * sizeof *s->zones);
    if (zone)
        grow(s, (void **)&s->zone, new * sizeof *s->zone, old * sizeof *s->zone);
    if (open)
        grow(s, (void **)&s->open, new, old);
    return false;
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
                label->runtime = a->part[MEASURE_RUNTIME];
                for (uint32_t at = q; at != 0; at = s->places.list.items[at].parent)
                    label->runtime += price_step_part(s->p, a->form, s->places.list.items[at].mechanism, MEASURE_RUNTIME);
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
    if (!p->stride[MEASURE_RUNTIME] && !p->has_budget[MEASURE_RUNTIME])
        return;
    for (uint32_t i = p->first_rate[component]; i < p->first_rate[component + 1]; i++) {
        uint32_t u = p->rate_other[i];
        if (s->placed[u].alternative != NONE)
            continue;
        for (uint32_t q = 0; q < s->places.list.count; q++) {
            uint32_t relation = places_relation(&s->places, q, s->placed[component].place);
            int128 runtime = sign * p->rate_value[i] * p->relations.items[relation].gate;
            cost_t cost = runtime * p->stride[MEASURE_RUNTIME];
            struct label *labels = label_at(s, u, q);
            for (uint32_t k = 0; runtime && k < s->waiting[u].count; k++) {
                labels[k].cost += cost;
                labels[k].runtime += runtime;
            }
        }
    }
}

/* ---- clashes ---- */

/* Which of the alternatives of u clash with an alternative across a relation: bit k for the k-th. Asked again and again, so
 * that the last answers are remembered. */
static uint64_t find_clashes(struct search *s, uint32_t u, uint32_t alternative, uint32_t relation, bool *failed)
{
    uint64_t key = ((uint64_t)alternative * s->count + u) << 16 | relation, hash = key * 0x9e3779b97f4a7c15u;
    struct clashes *known = &s->clashes[(hash ^ hash >> 32) & (s->clash_count - 1)];
    if (known->key == key + 1)
        return known->mask;
    uint64_t mask = 0;
    for (uint32_t k = 0; k < s->waiting[u].count; k++) {
        enum pair_answer answer = pair_fits(s->p, s->waiting[u].first + k, alternative, relation);
        if (answer == PAIR_CLASHES)
            mask |= (uint64_t)1 << k;
        *failed |= answer == PAIR_NO_MEMORY;
    }
    if (!*failed)
        *known = (struct clashes){key + 1, mask};
    return mask;
}

static void clash_one_by_one(struct search *s, uint32_t u, const struct placed *seat, int sign, bool *failed)
{
    for (uint32_t q = 0; q < s->places.list.count; q++)
        for (uint32_t k = 0; k < s->waiting[u].count; k++) {
            enum pair_answer answer =
                pair_fits(s->p, s->waiting[u].first + k, seat->alternative, places_relation(&s->places, q, seat->place));
            if (answer == PAIR_CLASHES)
                label_at(s, u, q)[k].clashes += (uint32_t)sign;
            *failed |= answer == PAIR_NO_MEMORY;
        }
}

bool labels_update(struct search *s, uint32_t component, int sign)
{
    const struct placed *seat = &s->placed[component];
    bool failed = false;
    cross(s, component, sign);
    for (uint32_t u = 0; u < s->count; u++) {
        if (s->placed[u].alternative != NONE)
            continue;
        if (s->waiting[u].count > 64) {
            clash_one_by_one(s, u, seat, sign, &failed);
            continue;
        }
        for (uint32_t q = 0; q < s->places.list.count; q++) {
            struct label *labels = label_at(s, u, q);
            uint64_t mask = find_clashes(s, u, seat->alternative, places_relation(&s->places, q, seat->place), &failed);
            for (; mask; mask &= mask - 1)
                labels[__builtin_ctzll(mask)].clashes += (uint32_t)sign;
        }
    }
    return !failed;
}
