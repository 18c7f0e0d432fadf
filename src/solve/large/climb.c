#include "solve/large/climb.h"

#include <stdlib.h>
#include <string.h>

#define MOST_SPOTS 160
#define MOST_NEIGHBOURS 48 /* of each sort, whose places are tried */
#define SMALL_PART 8

bool climber_init(struct climber *x, struct seating *s, struct watch *watch, struct arena *a)
{
    *x = (struct climber){.s = s, .watch = watch, .random = 0x9e3779b97f4a7c15u};
    x->order = arena_new_array(a, uint32_t, s->n);
    x->stamp_part = arena_new_array(a, uint32_t, s->capacity);
    x->stamp_zone = arena_new_array(a, uint32_t, s->capacity);
    x->spots = arena_new_array(a, struct spot, MOST_SPOTS + 2);
    for (uint32_t i = 0; x->order && i < s->n; i++)
        x->order[i] = i;
    return x->order && x->stamp_part && x->stamp_zone && x->spots;
}

static uint64_t draw(struct climber *x)
{
    x->random ^= x->random << 13;
    x->random ^= x->random >> 7;
    x->random ^= x->random << 17;
    return x->random;
}

/* ---- where it could be ---- */

static void add_spot(struct climber *x, struct spot spot)
{
    if (x->spot_count < MOST_SPOTS && seating_has_room(x->s, spot))
        x->spots[x->spot_count++] = spot;
}

static void add_part(struct climber *x, uint32_t part)
{
    struct seating *s = x->s;
    if (part == NONE || !s->part_members[part])
        return;
    uint32_t zone = s->zone_of[part];
    if (x->stamp_part[part] != x->stamp) {
        x->stamp_part[part] = x->stamp;
        add_spot(x, (struct spot){zone, part});
    }
    if (s->f->inner != NONE && x->stamp_zone[zone] != x->stamp) {
        x->stamp_zone[zone] = x->stamp;
        add_spot(x, (struct spot){zone, NONE});
    }
}

static void list_spots(struct climber *x, uint32_t c)
{
    const struct problem *p = x->s->f->p;
    x->stamp++;
    x->spot_count = 0;
    for (uint32_t i = 0; i < x->popular_count; i++)
        add_part(x, x->popular[i]);
    uint32_t rates = p->first_rate[c + 1] - p->first_rate[c];
    for (uint32_t i = 0; i < rates && i < MOST_NEIGHBOURS; i++)
        add_part(x, x->s->part[p->rate_other[p->first_rate[c] + i]]);
    size_t named = p->first_named[c + 1] - p->first_named[c];
    for (size_t i = 0; i < named && i < MOST_NEIGHBOURS; i++)
        add_part(x, x->s->part[p->named[p->first_named[c] + i]]);
    add_spot(x, (struct spot){NONE, NONE});
    if (!x->spot_count) /* limits are reached: whatever there is */
        for (uint32_t part = 0; part < x->s->capacity; part++)
            add_part(x, part);
}

static void find_popular(struct climber *x)
{
    const struct seating *s = x->s;
    x->popular_count = 0;
    for (uint32_t part = 0; part < s->capacity; part++) {
        uint32_t at = x->popular_count;
        if (!s->part_members[part])
            continue;
        if (at < 8)
            x->popular_count++;
        else if (s->part_members[x->popular[--at]] >= s->part_members[part])
            continue;
        for (; at > 0 && s->part_members[x->popular[at - 1]] < s->part_members[part]; at--)
            x->popular[at] = x->popular[at - 1];
        x->popular[at] = part;
    }
}

/* ---- one component ---- */

/* The best alternative and spot; equally good ones change nothing. */
static struct worth find_best(struct climber *x, uint32_t c, struct worth best, uint32_t *alternative, struct spot *spot)
{
    const struct problem *p = x->s->f->p;
    list_spots(x, c);
    for (uint32_t k = p->first_alternative[c]; k < p->first_alternative[c + 1]; k++)
        for (uint32_t i = 0; i < x->spot_count; i++) {
            struct worth worth = seating_worth(x->s, c, k, x->spots[i]);
            if (worth_less(worth, best)) {
                best = worth;
                *alternative = k;
                *spot = x->spots[i];
            }
        }
    return best;
}

static const struct worth worst = {UINT64_MAX, COST_MOST};

void climb_put_best(struct climber *x, uint32_t c)
{
    uint32_t alternative = x->s->f->p->first_alternative[c];
    struct spot spot = {NONE, NONE};
    if (!seating_has_room(x->s, spot))
        find_popular(x);
    find_best(x, c, worst, &alternative, &spot);
    seating_put(x->s, c, alternative, spot);
}

/* Where it was, as a spot that still stands when it is lifted. */
static struct spot old_spot(const struct seating *s, uint32_t c)
{
    uint32_t part = s->part[c], zone = s->zone_of[part];
    return (struct spot){s->zone_members[zone] == 1 ? NONE : zone, s->part_members[part] == 1 ? NONE : part};
}

/* True when it went elsewhere and that is better. */
static bool move(struct climber *x, uint32_t c)
{
    struct seating *s = x->s;
    struct spot before = old_spot(s, c), spot = before;
    uint32_t alternative = s->alternative[c];
    seating_lift(s, c);
    struct worth now = seating_worth(s, c, alternative, before);
    struct worth best = find_best(x, c, now, &alternative, &spot);
    seating_put(s, c, alternative, spot);
    return worth_less(best, now);
}

/* ---- a small part ---- */

struct seat {
    uint32_t component, alternative;
    struct spot spot;
};

/* Takes its members out, one by one, and puts each where it is best then; back when the whole is worth no more. */
static bool dissolve(struct climber *x, const uint32_t *members, uint32_t count)
{
    struct seating *s = x->s;
    struct seat old[SMALL_PART];
    struct worth before = {0, 0}, after = {0, 0};
    uint32_t part = s->part[members[0]], zone = s->zone_of[part];
    for (uint32_t i = 0; i < count; i++) {
        old[i] = (struct seat){members[i], s->alternative[members[i]], old_spot(s, members[i])};
        seating_lift(s, members[i]);
        struct worth worth = seating_worth(s, members[i], old[i].alternative, old[i].spot);
        before.clashes += worth.clashes;
        before.cost += worth.cost;
    }
    bool zone_stays = s->zone_members[zone] > 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t alternative = old[i].alternative;
        struct spot spot = {NONE, NONE};
        struct worth worth = find_best(x, members[i], worst, &alternative, &spot);
        seating_put(s, members[i], alternative, spot);
        after.clashes += worth.clashes;
        after.cost += worth.cost;
    }
    if (worth_less(after, before))
        return true;
    for (uint32_t i = 0; i < count; i++)
        seating_lift(s, members[i]);
    for (uint32_t i = 0; i < count; i++) {
        struct spot spot = i ? (struct spot){s->zone_of[s->part[members[0]]], s->part[members[0]]}
                             : (struct spot){zone_stays ? zone : NONE, NONE};
        seating_put(s, members[i], old[i].alternative, spot);
    }
    return false;
}

static int compare_parts(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* All small parts, once. */
static bool dissolve_small(struct climber *x)
{
    struct seating *s = x->s;
    struct memory *memory = s->f->p->memory;
    uint64_t *list = memory_resize(memory, NULL, 0, s->n * sizeof *list);
    bool changed = false;
    if (!list)
        return false;
    for (uint32_t c = 0; c < s->n; c++)
        list[c] = (uint64_t)s->part[c] << 32 | c;
    qsort(list, s->n, sizeof *list, compare_parts);
    for (uint32_t first = 0, end; first < s->n && watch_look(x->watch); first = end) {
        uint32_t members[SMALL_PART] = {0}, count = 0;
        for (end = first; end < s->n && list[end] >> 32 == list[first] >> 32; end++)
            if (count < SMALL_PART)
                members[count++] = (uint32_t)list[end];
        uint32_t part = s->part[members[0]];
        bool whole = end - first <= SMALL_PART && s->part_members[part] == end - first;
        for (uint32_t i = 0; i < count && whole; i++)
            whole = s->part[members[i]] == part;
        if (whole && s->used_parts > 1)
            changed |= dissolve(x, members, count);
    }
    memory_release(memory, list, s->n * sizeof *list);
    return changed;
}

/* ---- all ---- */

struct degree {
    uint64_t many;
    uint32_t component;
};

static int compare_degrees(const void *x, const void *y)
{
    const struct degree *a = x, *b = y;
    if (a->many != b->many)
        return a->many > b->many ? -1 : 1;
    return (a->component > b->component) - (a->component < b->component);
}

bool climb_seat_rest(struct climber *x)
{
    struct seating *s = x->s;
    const struct problem *p = s->f->p;
    struct degree *by_degree = memory_resize(p->memory, NULL, 0, s->n * sizeof *by_degree);
    bool fine = by_degree != NULL;
    if (!fine)
        watch_stop(x->watch, "memory limit");
    for (uint32_t c = 0; c < s->n && fine; c++)
        by_degree[c] = (struct degree){p->first_named[c + 1] - p->first_named[c] + p->first_rate[c + 1] - p->first_rate[c], c};
    if (fine)
        qsort(by_degree, s->n, sizeof *by_degree, compare_degrees);
    for (uint32_t i = 0; i < s->n && fine; i++) {
        if (s->part[by_degree[i].component] != NONE)
            continue;
        if (i % 64 == 0) {
            find_popular(x);
            fine = watch_look(x->watch);
        }
        if (fine)
            climb_put_best(x, by_degree[i].component);
    }
    memory_release(p->memory, by_degree, s->n * sizeof *by_degree);
    return fine;
}

bool climb(struct climber *x, uint32_t rounds)
{
    struct seating *s = x->s;
    bool changed = true;
    for (uint32_t round = 0; round < rounds && changed; round++) {
        changed = false;
        find_popular(x);
        for (uint32_t i = s->n; i > 1; i--) {
            uint32_t k = (uint32_t)(draw(x) % i), other = x->order[k];
            x->order[k] = x->order[i - 1];
            x->order[i - 1] = other;
        }
        for (uint32_t i = 0; i < s->n; i++) {
            if (i % 64 == 63 && !watch_look(x->watch))
                return false;
            changed |= move(x, x->order[i]);
        }
        if (!changed)
            changed = dissolve_small(x);
        if (x->watch->stopped)
            return false;
    }
    return true;
}
