#include "solve/places.h"

#include <string.h>

#define MOST_PLACES 20000 /* a relation is kept for each two */

static bool widen(struct places *s, uint32_t wanted)
{
    if (wanted <= s->capacity)
        return true;
    uint32_t capacity = s->capacity ? s->capacity : 32;
    while (capacity < wanted)
        capacity *= 2;
    uint32_t *relation = memory_resize(s->problem->memory, NULL, 0, (size_t)capacity * capacity * sizeof *relation);
    if (!relation)
        return false;
    for (uint32_t i = 0; i < s->capacity; i++)
        memcpy(relation + (size_t)i * capacity, s->relation + (size_t)i * s->capacity, s->capacity * sizeof *relation);
    memory_release(s->problem->memory, s->relation, (size_t)s->capacity * s->capacity * sizeof *s->relation);
    s->relation = relation;
    s->capacity = capacity;
    return true;
}

/* Everything that stands between members of two places: the compartments that only one of them is in. The gate is that of
 * the outermost on either side, the larger of the two. */
static uint32_t relate(struct places *s, uint32_t a, uint32_t b)
{
    struct standing standing[2 * MAX_DEPTH];
    uint32_t count = 0, top_a = NONE, top_b = NONE;
    while (a != b) {
        const struct place *x = &s->list.items[a], *y = &s->list.items[b];
        if (x->depth >= y->depth) {
            top_a = x->mechanism;
            standing[count++] = (struct standing){top_a, true};
            a = x->parent;
        } else {
            top_b = y->mechanism;
            standing[count++] = (struct standing){top_b, false};
            b = y->parent;
        }
    }
    const int128 *gates = s->problem->gate_of;
    int128 gate = top_a == NONE ? 0 : gates[top_a];
    if (top_b != NONE && gates[top_b] > gate)
        gate = gates[top_b];
    return relation_find(s->problem, standing, count, gate);
}

/* Is a place the one, or inside of it? */
static bool is_inside(const struct places *s, uint32_t place, uint32_t of)
{
    while (s->list.items[place].depth > s->list.items[of].depth)
        place = s->list.items[place].parent;
    return place == of;
}

/* What comes for a place that is now in use stands to all outside of that one, and of itself, as that one does. */
static bool add_relations(struct places *s, uint32_t id)
{
    uint32_t like = s->list.items[id].like, top = id, old_top = like;
    while (old_top != NONE && s->list.items[top].parent != s->list.items[old_top].parent) {
        top = s->list.items[top].parent;
        old_top = s->list.items[old_top].parent;
    }
    for (uint32_t other = 0; other <= id; other++) {
        bool known = like != NONE && !is_inside(s, other, old_top) && !is_inside(s, other, top);
        uint32_t relation = known ? places_relation(s, like, other) : relate(s, id, other);
        uint32_t mirror = relation == NONE ? NONE : relation_mirror(s->problem, relation);
        if (mirror == NONE)
            return false;
        s->relation[(size_t)id * s->capacity + other] = relation;
        s->relation[(size_t)other * s->capacity + id] = mirror;
    }
    return true;
}

/* May this mechanism divide the place? The top level is always allowed; once on a path. */
static bool may_divide(const struct places *s, uint32_t place, uint32_t bit)
{
    const struct problem *p = s->problem;
    const struct mechanism *m = &p->model->mechanisms[p->isolation[bit]];
    const struct place *here = &s->list.items[place];
    if ((here->path >> bit) & 1)
        return false;
    if (place != 0 && !ids_contain(m->within, m->within_count, here->mechanism))
        return false;
    if (!s->sound_paths)
        return true;
    /* what it needs may yet come deeper; what it excludes is there already */
    mechanism_set path = here->path | (mechanism_set)1 << bit;
    for (mechanism_set rest = path; rest; rest &= rest - 1)
        if (p->path_bars[__builtin_ctzll(rest)] & path)
            return false;
    return !(path & p->hopeless_isolation);
}

/* Might another mechanism that is as good divide it as well? */
static bool is_outdone(const struct places *s, uint32_t place, uint32_t bit)
{
    for (mechanism_set rest = s->sound_paths ? s->problem->outdone[bit] : 0; rest; rest &= rest - 1)
        if (may_divide(s, place, (uint32_t)__builtin_ctzll(rest)))
            return true;
    return false;
}

static bool add_place(struct places *s, uint32_t parent, uint32_t bit, uint32_t like);

/* The fresh places inside of a place are like those that were inside of the one that it is like. */
static bool add_fresh_inside(struct places *s, uint32_t place)
{
    uint32_t like = s->list.items[place].like;
    for (uint32_t i = 0; i < s->problem->isolation_count; i++) {
        if (!may_divide(s, place, i) || is_outdone(s, place, i))
            continue;
        uint32_t inner = NONE;
        for (uint32_t k = like == NONE ? place : like + 1; k < place && inner == NONE; k++)
            if (s->list.items[k].parent == like && s->list.items[k].bit == i && s->list.items[k].ordinal == 0)
                inner = k;
        if (!add_place(s, place, i, inner))
            return false;
    }
    return true;
}

/* Recursion is as deep as mechanisms nest, at most MAX_DEPTH. */
static bool add_place(struct places *s, uint32_t parent, uint32_t bit, uint32_t like)
{
    uint32_t id = (uint32_t)s->list.count;
    struct place place = {.parent = parent, .mechanism = NONE, .bit = bit, .symmetric = NONE, .like = like};
    if (parent != NONE) {
        const struct place *above = &s->list.items[parent];
        place.mechanism = s->problem->isolation[bit];
        place.depth = above->depth + 1;
        place.path = above->path | (mechanism_set)1 << bit;
        place.ordinal = like != NONE && s->list.items[like].parent == parent ? s->list.items[like].ordinal + 1 : 0;
    }
    if (place.depth > MAX_DEPTH || id >= MOST_PLACES) {
        s->too_many = true;
        return false;
    }
    return widen(s, id + 1) && vector_push(s->problem->memory, &s->list, place) && add_relations(s, id) &&
           add_fresh_inside(s, id);
}

bool places_init(struct places *s, struct problem *p, bool limits, bool sound_paths)
{
    *s = (struct places){.problem = p, .limits = limits, .sound_paths = sound_paths};
    return add_place(s, NONE, 0, NONE);
}

void places_fini(struct places *s)
{
    if (!s->problem) /* never came to its beginning */
        return;
    memory_release(s->problem->memory, s->relation, (size_t)s->capacity * s->capacity * sizeof *s->relation);
    vector_free(s->problem->memory, &s->list);
}

/* The compartments that a place is in, outermost first, from the level on, as standing boundaries. */
static uint32_t put_path(const struct places *s, uint32_t place, uint32_t level, bool outward, struct standing *out)
{
    uint32_t count = 0;
    for (uint32_t at = place; s->list.items[at].depth >= level && at != 0; at = s->list.items[at].parent)
        out[count++] = (struct standing){s->list.items[at].mechanism, outward};
    return count;
}

/* Members of a, and of b, in two different compartments that the fresh place at the level stands for. */
static uint32_t relate_apart(struct places *s, uint32_t a, uint32_t b, uint32_t fresh)
{
    struct standing standing[2 * MAX_DEPTH];
    uint32_t level = s->list.items[fresh].depth;
    uint32_t count = put_path(s, a, level, true, standing);
    count += put_path(s, b, level, false, standing + count);
    return relation_find(s->problem, standing, count, s->problem->gate_of[s->list.items[fresh].mechanism]);
}

uint32_t places_possible(struct places *s, uint32_t a, uint32_t b, uint32_t *out, uint32_t most)
{
    uint32_t count = 0, x = a, y = b;
    out[count++] = places_relation(s, a, b);
    while (x != y)
        if (s->list.items[x].depth >= s->list.items[y].depth)
            x = s->list.items[x].parent;
        else
            y = s->list.items[y].parent;
    for (; x != 0 && !s->list.items[x].inside && count < most; x = s->list.items[x].parent)
        out[count++] = relate_apart(s, a, b, x);
    return count;
}

bool places_relations(struct places *s, uint32_t **relations, uint32_t *count)
{
    struct problem *p = s->problem;
    uint32_t places = (uint32_t)s->list.count, possible[MAX_DEPTH + 1];
    for (uint32_t a = 0; a < places; a++)
        for (uint32_t b = 0; b < places; b++)
            for (uint32_t i = places_possible(s, a, b, possible, MAX_DEPTH + 1); i-- > 0;)
                if (possible[i] == NONE)
                    return false;
    /* by now every relation of this tree has an id */
    *count = 0;
    *relations = arena_new_array(&p->arena, uint32_t, p->relations.count);
    if (!*relations)
        return false;
    for (uint32_t r = 0; r < p->relations.count; r++) {
        uint32_t at = (*count)++;
        for (; at > 0 && p->relations.items[(*relations)[at - 1]].gate > p->relations.items[r].gate; at--)
            (*relations)[at] = (*relations)[at - 1];
        (*relations)[at] = r;
    }
    return true;
}

static uint32_t limit_of(const struct places *s, uint32_t mechanism)
{
    const struct relaxation *r = s->problem->options.relaxed;
    return !s->limits || is_dropped(r ? r->limit : NULL, mechanism) ? 0 : s->problem->model->mechanisms[mechanism].limit;
}

bool place_is_open(const struct places *s, uint32_t place)
{
    const struct mechanism *mechanisms = s->problem->model->mechanisms;
    if (s->list.items[place].symmetric != NONE)
        return false;
    for (uint32_t at = place; at != 0; at = s->list.items[at].parent) {
        const struct place *here = &s->list.items[at], *parent = &s->list.items[here->parent];
        if (!mechanisms[here->mechanism].is_directed &&
            (parent->direct || (parent->symmetric != NONE && parent->symmetric != here->mechanism)))
            return false;
        if (here->inside)
            continue;
        uint32_t limit = limit_of(s, here->mechanism);
        if (limit && here->ordinal >= limit)
            return false;
    }
    return true;
}

uint32_t place_completes(const struct places *s, uint32_t place)
{
    for (uint32_t at = place; at != 0 && !s->list.items[at].inside; at = s->list.items[at].parent) {
        const struct place *parent = &s->list.items[s->list.items[at].parent];
        if (parent->parts == 1 && parent->symmetric == s->list.items[at].mechanism)
            return s->list.items[at].parent;
    }
    return NONE;
}

uint32_t place_to_build(const struct places *s, uint32_t place)
{
    uint32_t count = 0;
    for (; place != 0 && !s->list.items[place].inside; place = s->list.items[place].parent)
        count++;
    return count;
}

bool place_enter(struct places *s, uint32_t place)
{
    const struct mechanism *mechanisms = s->problem->model->mechanisms;
    uint32_t first_used = NONE; /* outermost place that was fresh */
    if (s->list.items[place].direct++ == 0)
        s->groups++;
    for (uint32_t at = place;; at = s->list.items[at].parent) {
        struct place *here = &s->list.items[at];
        if (here->inside++ == 0 && at != 0) {
            struct place *parent = &s->list.items[here->parent];
            first_used = at;
            s->built++;
            if (!mechanisms[here->mechanism].is_directed) {
                parent->symmetric = here->mechanism;
                parent->parts++;
                if (parent->parts == 1)
                    s->unfinished++;
                else if (parent->parts == 2)
                    s->unfinished--;
            }
        }
        if (at == 0)
            break;
    }
    if (first_used == NONE)
        return true;
    /* each place that is no longer fresh gets a fresh sibling, the innermost first: what is inside of a fresh one comes with
     * it, and is like what was inside of the one that it comes for */
    for (uint32_t at = place;; at = s->list.items[at].parent) {
        if (!add_place(s, s->list.items[at].parent, s->list.items[at].bit, at))
            return false;
        if (at == first_used)
            return true;
    }
}

void place_leave(struct places *s, uint32_t place, uint32_t old_count)
{
    const struct mechanism *mechanisms = s->problem->model->mechanisms;
    s->list.count = old_count;
    if (--s->list.items[place].direct == 0)
        s->groups--;
    for (uint32_t at = place;; at = s->list.items[at].parent) {
        struct place *here = &s->list.items[at];
        if (--here->inside == 0 && at != 0) {
            struct place *parent = &s->list.items[here->parent];
            s->built--;
            if (!mechanisms[here->mechanism].is_directed) {
                parent->parts--;
                if (parent->parts == 0) {
                    parent->symmetric = NONE;
                    s->unfinished--;
                } else if (parent->parts == 1) {
                    s->unfinished++;
                }
            }
        }
        if (at == 0)
            break;
    }
}

bool places_are_whole(const struct places *s)
{
    if (s->unfinished)
        return false;
    /* a compartment that holds everybody separates nobody from anybody; one that holds everybody of a nested parent still
     * stands against those outside of the parent */
    for (uint32_t i = 1; i < s->list.count; i++)
        if (s->list.items[i].inside && s->list.items[i].inside == s->list.items[0].inside)
            return false;
    return true;
}
