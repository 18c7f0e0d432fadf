#include "solve/large/seating.h"

#include <string.h>

/* ---- who gets on ---- */

/* Strict kinds stand behind the others. */
static uint32_t kind_of(const struct seating *s, uint32_t c, uint32_t alternative)
{
    return field_kind(s->f, alternative) + (s->strict[c] ? s->f->kinds : 0);
}

/* Who is strict does not get on with whom overwrites it. */
static bool gets_on(struct seating *s, uint32_t a, bool a_strict, uint32_t b, bool b_strict, enum nearness near)
{
    struct problem *p = s->f->p;
    uint8_t overwrites = 0;
    if (s->f->near[near] == NONE)
        return true;
    enum pair_answer answer = pair_fits(p, a, b, s->f->near[near]);
    if (answer == PAIR_FITS && (a_strict || b_strict))
        s->failed |= pair_overwrites(p, a, b, s->f->near[near], &overwrites) == PAIR_NO_MEMORY;
    s->failed |= answer == PAIR_NO_MEMORY;
    return answer == PAIR_FITS && !(a_strict && (overwrites & PAIR_B_OVERWRITES)) &&
           !(b_strict && (overwrites & PAIR_A_OVERWRITES));
}

static bool list_clashes(struct seating *s, struct arena *a)
{
    uint32_t kinds = s->f->kinds;
    s->clashing = arena_new_array(a, uint32_t *, (size_t)NEARNESSES * s->kinds);
    s->clashing_count = arena_new_array(a, uint32_t, (size_t)NEARNESSES * s->kinds);
    uint32_t *room = arena_new_array(a, uint32_t, s->kinds);
    if (!s->clashing || !s->clashing_count || !room)
        return false;
    for (int near = 0; near < NEARNESSES; near++)
        for (uint32_t x = 0; x < s->kinds; x++) {
            size_t at = (size_t)near * s->kinds + x;
            for (uint32_t y = 0; y < s->kinds; y++) {
                uint32_t alternative, other;
                if (field_strangers(s->f, x % kinds, y % kinds, &alternative, &other) &&
                    !gets_on(s, alternative, x >= kinds, other, y >= kinds, near))
                    room[s->clashing_count[at]++] = y;
            }
            s->clashing[at] = arena_copy_array_(a, room, s->clashing_count[at], sizeof *room);
            if (!s->clashing[at])
                return false;
        }
    return !s->failed;
}

bool seating_init(struct seating *s, const struct field *f, struct arena *a)
{
    const struct model *m = f->p->model;
    *s = (struct seating){.f = f, .n = m->component_count, .kinds = f->kinds * 2, .capacity = m->component_count + 2};
    size_t n = s->n, most = s->capacity;
    s->alternative = arena_new_array(a, uint32_t, n);
    s->part = arena_new_array(a, uint32_t, n);
    s->strict = arena_new_array(a, bool, n);
    s->zone_of = arena_new_array(a, uint32_t, most);
    s->part_members = arena_new_array(a, uint32_t, most);
    s->zone_members = arena_new_array(a, uint32_t, most);
    s->zone_parts = arena_new_array(a, uint32_t, most);
    s->part_kinds = arena_alloc_array(a, most, s->kinds * sizeof(uint32_t));
    s->zone_kinds = arena_alloc_array(a, most, s->kinds * sizeof(uint32_t));
    s->all_kinds = arena_new_array(a, uint32_t, s->kinds);
    s->free_parts = arena_new_array(a, uint32_t, most);
    s->free_zones = arena_new_array(a, uint32_t, most);
    if (!s->alternative || !s->part || !s->strict || !s->zone_of || !s->part_members || !s->zone_members || !s->zone_parts ||
        !s->part_kinds || !s->zone_kinds || !s->all_kinds || !s->free_parts || !s->free_zones)
        return false;
    s->zone_limit = f->outer == NONE ? 1 : m->mechanisms[f->outer].limit;
    s->part_limit = f->inner == NONE ? 1 : m->mechanisms[f->inner].limit;
    seating_clear(s);
    return list_clashes(s, a);
}

void seating_clear(struct seating *s)
{
    for (uint32_t c = 0; c < s->n; c++)
        s->part[c] = NONE;
    memset(s->part_members, 0, s->capacity * sizeof *s->part_members);
    memset(s->zone_members, 0, s->capacity * sizeof *s->zone_members);
    memset(s->zone_parts, 0, s->capacity * sizeof *s->zone_parts);
    memset(s->part_kinds, 0, (size_t)s->capacity * s->kinds * sizeof *s->part_kinds);
    memset(s->zone_kinds, 0, (size_t)s->capacity * s->kinds * sizeof *s->zone_kinds);
    memset(s->all_kinds, 0, s->kinds * sizeof *s->all_kinds);
    s->used_zones = s->used_parts = s->built_parts = 0;
    s->free_part_count = s->free_zone_count = 0;
    for (uint32_t i = s->capacity; i-- > 0;)
        s->free_parts[s->free_part_count++] = s->free_zones[s->free_zone_count++] = i;
}

/* ---- in and out ---- */

static uint32_t built_of(uint32_t parts)
{
    return parts > 1 ? parts : 0;
}

void seating_lift(struct seating *s, uint32_t c)
{
    uint32_t part = s->part[c], zone = s->zone_of[part], kind = kind_of(s, c, s->alternative[c]);
    s->part[c] = NONE;
    s->part_kinds[(size_t)part * s->kinds + kind]--;
    s->zone_kinds[(size_t)zone * s->kinds + kind]--;
    s->all_kinds[kind]--;
    if (--s->part_members[part] == 0) {
        s->free_parts[s->free_part_count++] = part;
        s->used_parts--;
        s->built_parts -= built_of(s->zone_parts[zone]);
        s->built_parts += built_of(--s->zone_parts[zone]);
    }
    if (--s->zone_members[zone] == 0) {
        s->free_zones[s->free_zone_count++] = zone;
        s->used_zones--;
    }
}

void seating_put(struct seating *s, uint32_t c, uint32_t alternative, struct spot spot)
{
    if (spot.zone == NONE) {
        spot.zone = s->free_zones[--s->free_zone_count];
        s->used_zones++;
        spot.part = NONE;
    }
    if (spot.part == NONE) {
        spot.part = s->free_parts[--s->free_part_count];
        s->zone_of[spot.part] = spot.zone;
        s->used_parts++;
        s->built_parts -= built_of(s->zone_parts[spot.zone]);
        s->built_parts += built_of(++s->zone_parts[spot.zone]);
    }
    uint32_t kind = kind_of(s, c, alternative);
    s->alternative[c] = alternative;
    s->part[c] = spot.part;
    s->part_members[spot.part]++;
    s->zone_members[spot.zone]++;
    s->part_kinds[(size_t)spot.part * s->kinds + kind]++;
    s->zone_kinds[(size_t)spot.zone * s->kinds + kind]++;
    s->all_kinds[kind]++;
}

bool seating_has_room(const struct seating *s, struct spot spot)
{
    if (spot.zone == NONE)
        return !s->zone_limit || s->used_zones < s->zone_limit;
    return spot.part != NONE || !s->part_limit || s->zone_parts[spot.zone] < s->part_limit;
}

bool seating_make_strict(struct seating *s, uint32_t c)
{
    if (s->strict[c])
        return false;
    if (s->part[c] == NONE)
        return s->strict[c] = true;
    struct spot spot = {s->zone_of[s->part[c]], s->part[c]};
    bool alone = s->part_members[spot.part] == 1, alone_in_zone = s->zone_members[spot.zone] == 1;
    seating_lift(s, c);
    s->strict[c] = true;
    seating_put(s, c, s->alternative[c],
                (struct spot){alone_in_zone ? NONE : spot.zone, alone ? NONE : spot.part});
    return true;
}

/* ---- what a place is worth ---- */

static enum nearness nearness_to(const struct seating *s, struct spot spot, uint32_t other)
{
    uint32_t part = s->part[other], zone = s->zone_of[part];
    if (spot.part != NONE && part == spot.part)
        return NEAR_SAME;
    if (spot.zone != NONE && zone == spot.zone)
        return NEAR_INNER;
    if (s->f->inner == NONE)
        return NEAR_CROSS;
    uint32_t parts = spot.zone == NONE ? 1 : s->zone_parts[spot.zone] + (spot.part == NONE);
    return NEAR_CROSS + (parts > 1) + (s->zone_parts[zone] > 1 ? 2 : 0);
}

/* Clashes of a kind with so many of each kind. */
static uint64_t count(const struct seating *s, enum nearness near, uint32_t kind, const uint32_t *many, const uint32_t *less)
{
    size_t at = (size_t)near * s->kinds + kind;
    uint64_t clashes = 0;
    for (uint32_t i = 0; i < s->clashing_count[at]; i++) {
        uint32_t other = s->clashing[at][i];
        clashes += (many ? many[other] : 0) - (less ? less[other] : 0);
    }
    return clashes;
}

/* As if all were strangers. That the other side of a wall is divided further is looked away from here. */
static uint64_t strangers_clash(const struct seating *s, uint32_t kind, struct spot spot)
{
    const uint32_t *part = spot.part == NONE ? NULL : s->part_kinds + (size_t)spot.part * s->kinds;
    const uint32_t *zone = spot.zone == NONE ? NULL : s->zone_kinds + (size_t)spot.zone * s->kinds;
    return count(s, NEAR_SAME, kind, part, NULL) + count(s, NEAR_INNER, kind, zone, part) +
           count(s, NEAR_CROSS, kind, s->all_kinds, zone);
}

static bool clash_as_strangers(const struct seating *s, enum nearness near, uint32_t kind, uint32_t other)
{
    size_t at = (size_t)(near > NEAR_CROSS ? NEAR_CROSS : near) * s->kinds + kind;
    return ids_contain(s->clashing[at], s->clashing_count[at], other);
}

static uint64_t clashes_of(struct seating *s, uint32_t c, uint32_t alternative, struct spot spot)
{
    const struct problem *p = s->f->p;
    uint32_t kind = kind_of(s, c, alternative);
    uint64_t clashes = strangers_clash(s, kind, spot);
    for (size_t i = p->first_named[c]; i < p->first_named[c + 1]; i++) {
        uint32_t other = p->named[i];
        if (s->part[other] == NONE)
            continue;
        enum nearness near = nearness_to(s, spot, other);
        clashes -= clash_as_strangers(s, near, kind, kind_of(s, other, s->alternative[other]));
        clashes += !gets_on(s, alternative, s->strict[c], s->alternative[other], s->strict[other], near);
    }
    mechanism_set path = 0;
    for (uint32_t i = 0; i < p->isolation_count; i++) {
        bool outer = p->isolation[i] == s->f->outer && (spot.zone == NONE ? s->used_zones > 0 : s->used_zones > 1);
        bool inner = p->isolation[i] == s->f->inner && spot.zone != NONE && s->zone_parts[spot.zone] + (spot.part == NONE) > 1;
        if (outer || inner)
            path |= (mechanism_set)1 << i;
    }
    return clashes + !path_is_kept(p, &p->alternatives[alternative], path);
}

static cost_t path_cost(const struct seating *s, uint32_t form, struct spot spot)
{
    cost_t cost = 0;
    if (spot.zone == NONE ? s->used_zones > 0 : s->used_zones > 1)
        cost += price_step(s->f->p, form, s->f->outer);
    if (spot.zone != NONE && s->zone_parts[spot.zone] + (spot.part == NONE) > 1)
        cost += price_step(s->f->p, form, s->f->inner);
    return cost;
}

/* What is built more for it, and the place that is one more. */
static cost_t opening_cost(const struct seating *s, struct spot spot)
{
    const struct problem *p = s->f->p;
    if (spot.part != NONE)
        return 0;
    uint32_t built = 0;
    if (spot.zone == NONE)
        built = built_of(s->used_zones + 1) - built_of(s->used_zones);
    else
        built = built_of(s->zone_parts[spot.zone] + 1) - built_of(s->zone_parts[spot.zone]);
    return p->stride[MEASURE_COMPARTMENTS] + built * p->stride[MEASURE_TRANSFORMATIONS];
}

static cost_t crossing_cost(const struct seating *s, uint32_t c, struct spot spot)
{
    const struct problem *p = s->f->p;
    cost_t cost = 0;
    for (uint32_t i = p->first_rate[c]; i < p->first_rate[c + 1]; i++)
        if (s->part[p->rate_other[i]] != NONE)
            cost += s->f->gate[nearness_to(s, spot, p->rate_other[i])] * p->rate_value[i];
    return cost;
}

struct worth seating_worth(struct seating *s, uint32_t c, uint32_t alternative, struct spot spot)
{
    const struct alternative *a = &s->f->p->alternatives[alternative];
    return (struct worth){clashes_of(s, c, alternative, spot),
                          a->cost + path_cost(s, a->form, spot) + opening_cost(s, spot) + crossing_cost(s, c, spot)};
}

cost_t seating_cost(const struct seating *s)
{
    const struct problem *p = s->f->p;
    cost_t cost = s->used_parts * p->stride[MEASURE_COMPARTMENTS] +
                  ((cost_t)built_of(s->used_zones) + s->built_parts) * p->stride[MEASURE_TRANSFORMATIONS];
    for (uint32_t c = 0; c < s->n; c++) {
        if (s->part[c] == NONE)
            continue;
        const struct alternative *a = &p->alternatives[s->alternative[c]];
        struct spot spot = {s->zone_of[s->part[c]], s->part[c]};
        cost += a->cost + path_cost(s, a->form, spot);
        for (uint32_t i = p->first_rate[c]; i < p->first_rate[c + 1]; i++)
            if (p->rate_other[i] < c && s->part[p->rate_other[i]] != NONE)
                cost += s->f->gate[nearness_to(s, spot, p->rate_other[i])] * p->rate_value[i];
    }
    return cost;
}

/* ---- out of it ---- */

static bool fill_choice(const struct seating *s, struct arena *a, uint32_t c, struct choice *out)
{
    const struct problem *p = s->f->p;
    const struct alternative *alternative = &p->alternatives[s->alternative[c]];
    uint32_t part = s->part[c], zone = s->zone_of[part];
    *out = (struct choice){.form = alternative->form};
    out->path = arena_new_array(a, struct placement, 2);
    if (!out->path || !hardening_to_choice(p, alternative->chosen, a, out))
        return false;
    if (s->used_zones > 1)
        out->path[out->depth++] = (struct placement){s->f->outer, zone + 1};
    if (s->zone_parts[zone] > 1)
        out->path[out->depth++] = (struct placement){s->f->inner, part + 1};
    return true;
}

struct configuration *seating_to_configuration(const struct seating *s, struct arena *a)
{
    struct configuration *out = arena_new(a, struct configuration);
    if (!out || !(out->choices = arena_new_array(a, struct choice, s->n)))
        return NULL;
    out->count = s->n;
    for (uint32_t c = 0; c < s->n; c++)
        if (!fill_choice(s, a, c, &out->choices[c]))
            return NULL;
    return configuration_renumber(s->f->p->model, out) ? out : NULL;
}
