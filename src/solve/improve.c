#include "solve/improve.h"

#include <string.h>

enum {
    SMALLEST_CORNER = 5,
    LARGEST_CORNER = 12,
    NODES_A_CORNER = 120,
    PATIENCE = 3 /* so many corners for each component without any gain, and it is given up */
};

struct improver {
    struct search *s;
    uint64_t chance;
    bool *free;       /* by component: in the corner */
    uint32_t *place;  /* by number in the configuration: the place here, plus 1 */
    uint32_t *list;
    uint32_t numbers; /* places have numbers below */
};

static uint32_t draw(struct improver *i, uint32_t below)
{
    uint64_t z = i->chance += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ z >> 31) % below);
}

/* Where the path of a component of the configuration leads here. NONE when it cannot be followed. */
static uint32_t follow(struct improver *i, const uint32_t *path, uint32_t depth)
{
    const struct places *places = &i->s->places;
    uint32_t at = 0;
    for (uint32_t step = 0; step < depth; step++) {
        uint32_t bit = path[2 * step], number = path[2 * step + 1], next = NONE;
        if (number >= i->numbers)
            return NONE;
        if (i->place[number]) {
            at = i->place[number] - 1;
            continue;
        }
        for (uint32_t q = 1; q < places->list.count && next == NONE; q++) {
            const struct place *p = &places->list.items[q];
            if (p->parent == at && p->bit == bit && !p->inside)
                next = q;
        }
        if (next == NONE)
            return NONE;
        i->place[number] = next + 1;
        at = next;
    }
    return at;
}

/* Seats all but the corner as the configuration has them. */
static bool rebuild(struct improver *i, const struct solution *x)
{
    size_t at = 0;
    memset(i->place, 0, i->numbers * sizeof *i->place);
    for (uint32_t u = 0; u < i->s->count; u++) {
        uint32_t alternative = x->word[at], depth = x->word[at + 1];
        if (!i->free[u]) {
            uint32_t place = follow(i, x->word + at + 2, depth);
            if (place == NONE || !search_push(i->s, u, alternative, place))
                return false;
        }
        at += 2 + 2 * (size_t)depth;
    }
    return true;
}

static uint32_t add(struct improver *i, uint32_t count, uint32_t component)
{
    if (i->free[component])
        return count;
    i->free[component] = true;
    i->list[count] = component;
    return count + 1;
}

/* A component, those that it has to do with, and those that these have to do with, as far as there is room; else anybody. */
static void choose_corner(struct improver *i, uint32_t size)
{
    const struct problem *p = i->s->p;
    memset(i->free, 0, i->s->count * sizeof *i->free);
    uint32_t count = add(i, 0, draw(i, i->s->count)), next = 0;
    bool at_random = draw(i, 4) == 0;
    while (count < size && count < i->s->count) {
        if (at_random || next == count) {
            count = add(i, count, draw(i, i->s->count));
            continue;
        }
        uint32_t u = i->list[next++], neighbours = p->first_rate[u + 1] - p->first_rate[u];
        for (uint32_t k = 0; k < neighbours && count < size; k++)
            count = add(i, count, p->rate_other[p->first_rate[u] + draw(i, neighbours)]);
    }
}

static bool allocate(struct improver *i, const struct solution *x)
{
    struct arena *a = &i->s->p->arena;
    size_t at = 0;
    for (uint32_t u = 0; u < i->s->count; u++) {
        uint32_t depth = x->word[at + 1];
        for (uint32_t step = 0; step < depth; step++)
            if (x->word[at + 3 + 2 * step] >= i->numbers)
                i->numbers = x->word[at + 3 + 2 * step] + 1;
        at += 2 + 2 * (size_t)depth;
    }
    i->numbers += i->s->capacity + 1;
    i->free = arena_new_array(a, bool, i->s->count);
    i->list = arena_new_array(a, uint32_t, i->s->count);
    i->place = arena_new_array(a, uint32_t, i->numbers);
    return i->free && i->list && i->place;
}

void search_improve(struct search *s, best_fn *best, void *user)
{
    struct improver i = {.s = s};
    bool twins = s->twins;
    uint32_t size = SMALLEST_CORNER, failures = 0;
    if (!best(user) || !allocate(&i, best(user)))
        return;
    s->twins = false; /* the corner is beside those that do not move */
    while (failures < PATIENCE * s->count && !s->failed && watch_look(s->watch)) { /* seating alone counts no node */
        cost_t before = s->ceiling;
        size_t frames = s->frames.count;
        choose_corner(&i, size);
        if (rebuild(&i, best(user))) {
            s->effort = NODES_A_CORNER;
            search_run(s);
            s->effort = UINT64_MAX;
        }
        search_pop(s, frames);
        if (s->ceiling < before) {
            failures = 0;
            size = SMALLEST_CORNER;
        } else if (++failures % s->count == 0 && size < LARGEST_CORNER) {
            size += (LARGEST_CORNER - SMALLEST_CORNER) / 2;
        }
    }
    s->twins = twins;
}
