#include "solve/large/shift.h"

#include <string.h>

bool shifter_init(struct shifter *x, struct seating *s, struct watch *watch, struct arena *a)
{
    *x = (struct shifter){.s = s, .watch = watch};
    x->member = arena_new_array(a, uint32_t, s->n);
    x->first = arena_new_array(a, uint32_t, s->capacity + 2u);
    x->pull = arena_new_array(a, cost_t, s->capacity);
    x->touched = arena_new_array(a, uint32_t, s->capacity);
    return x->member && x->first && x->pull && x->touched;
}

static void list_members(struct shifter *x)
{
    const struct seating *s = x->s;
    memset(x->first, 0, (s->capacity + 2u) * sizeof *x->first);
    for (uint32_t c = 0; c < s->n; c++)
        if (s->part[c] != NONE)
            x->first[s->part[c] + 2]++;
    for (uint32_t i = 0; i < s->capacity; i++)
        x->first[i + 2] += x->first[i + 1];
    for (uint32_t c = 0; c < s->n; c++)
        if (s->part[c] != NONE)
            x->member[x->first[s->part[c] + 1]++] = c;
}

/* What crossings of the part to each zone cost more across the outer boundary than across the inner one. */
static void find_pull(struct shifter *x, uint32_t part)
{
    const struct seating *s = x->s;
    const struct problem *p = s->f->p;
    cost_t step = s->f->gate[NEAR_CROSS] - s->f->gate[NEAR_INNER];
    for (uint32_t i = 0; i < x->touched_count; i++)
        x->pull[x->touched[i]] = 0;
    x->touched_count = 0;
    for (uint32_t i = x->first[part]; i < x->first[part + 1]; i++)
        for (uint32_t k = p->first_rate[x->member[i]]; k < p->first_rate[x->member[i] + 1]; k++) {
            uint32_t other = s->part[p->rate_other[k]];
            if (other == NONE || other == part || !step)
                continue;
            uint32_t zone = s->zone_of[other];
            if (!x->pull[zone])
                x->touched[x->touched_count++] = zone;
            x->pull[zone] += step * p->rate_value[k];
        }
}

/* The zone that pulls most, other than its own, of those with room for one part more; NONE: a new one. */
static uint32_t strongest(const struct shifter *x, uint32_t own)
{
    uint32_t best = NONE;
    for (uint32_t i = 0; i < x->touched_count; i++) {
        uint32_t zone = x->touched[i];
        if (zone != own && seating_has_room(x->s, (struct spot){zone, NONE}) && (best == NONE || x->pull[zone] > x->pull[best]))
            best = zone;
    }
    return best;
}

/* Lifts the members, and puts them into a new part of the zone; what that comes to, beside the others. */
static struct worth carry(struct shifter *x, uint32_t part, uint32_t zone, struct worth *before)
{
    struct seating *s = x->s;
    struct worth after = {0, 0};
    uint32_t own = s->zone_of[part];
    *before = after;
    for (uint32_t i = x->first[part]; i < x->first[part + 1]; i++) {
        uint32_t c = x->member[i];
        struct spot spot = {s->zone_members[own] == 1 ? NONE : own, s->part_members[part] == 1 ? NONE : part};
        seating_lift(s, c);
        struct worth worth = seating_worth(s, c, s->alternative[c], spot);
        before->clashes += worth.clashes;
        before->cost += worth.cost;
    }
    struct spot spot = {zone, NONE};
    for (uint32_t i = x->first[part]; i < x->first[part + 1]; i++) {
        uint32_t c = x->member[i];
        struct worth worth = seating_worth(s, c, s->alternative[c], spot);
        seating_put(s, c, s->alternative[c], spot);
        spot = (struct spot){s->zone_of[s->part[c]], s->part[c]};
        after.clashes += worth.clashes;
        after.cost += worth.cost;
    }
    return after;
}

static uint32_t surplus_zone(const struct seating *s)
{
    for (uint32_t zone = 0; zone < s->capacity && s->part_limit; zone++)
        if (s->zone_parts[zone] > s->part_limit)
            return zone;
    return NONE;
}

void shift_surplus(struct shifter *x)
{
    struct seating *s = x->s;
    for (uint32_t zone; (zone = surplus_zone(s)) != NONE && watch_look(x->watch);) {
        uint32_t worst = NONE, to = NONE;
        cost_t loss = 0;
        struct worth before;
        list_members(x);
        for (uint32_t part = 0; part < s->capacity; part++) {
            if (!s->part_members[part] || s->zone_of[part] != zone)
                continue;
            find_pull(x, part);
            uint32_t best = strongest(x, zone);
            cost_t now = x->pull[zone] - (best == NONE ? 0 : x->pull[best]);
            if (worst == NONE || now < loss) {
                worst = part;
                to = best;
                loss = now;
            }
        }
        if (to == NONE) /* nobody calls it: any zone with room, or a new one */
            for (uint32_t other = 0; other < s->capacity && to == NONE; other++)
                if (other != zone && s->zone_parts[other] > 1 && s->zone_parts[other] < s->part_limit)
                    to = other;
        carry(x, worst, to, &before);
    }
}

bool shift_parts(struct shifter *x)
{
    struct seating *s = x->s;
    bool changed = false;
    if (s->f->inner == NONE)
        return false;
    list_members(x);
    for (uint32_t part = 0; part < s->capacity && watch_look(x->watch); part++) {
        uint32_t count = x->first[part + 1] - x->first[part], own = s->zone_of[part];
        if (!count || s->part_members[part] != count || s->part[x->member[x->first[part]]] != part)
            continue;
        find_pull(x, part);
        uint32_t to = strongest(x, own);
        if (to == NONE || x->pull[to] <= x->pull[own])
            continue;
        struct worth before, after = carry(x, part, to, &before);
        if (worth_less(after, before)) {
            changed = true;
            list_members(x);
            continue;
        }
        bool gone = s->zone_members[own] == 0;
        for (uint32_t i = x->first[part]; i < x->first[part + 1]; i++)
            seating_lift(s, x->member[i]);
        struct spot spot = {gone ? NONE : own, NONE};
        for (uint32_t i = x->first[part]; i < x->first[part + 1]; i++) {
            uint32_t c = x->member[i];
            seating_put(s, c, s->alternative[c], spot);
            spot = (struct spot){s->zone_of[s->part[c]], s->part[c]};
        }
        list_members(x);
    }
    return changed;
}
