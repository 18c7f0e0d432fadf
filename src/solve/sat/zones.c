#include "solve/sat/zones.h"

#include <string.h>

/* ---- mechanisms ---- */

/* One symmetric mechanism, or two of which the one may stand inside the other but not the reverse. */
static bool choose_mechanisms(const struct problem *p, struct plan *plan)
{
    const struct mechanism *m = p->model->mechanisms;
    plan->outer = plan->inner = NONE;
    uint32_t usable[2], count = 0;
    for (uint32_t i = 0; i < p->isolation_count; i++) {
        if (p->hopeless_isolation >> i & 1)
            continue;
        if (count == 2 || m[p->isolation[i]].is_directed || p->path_needs[i] || p->path_bars[i])
            return false;
        usable[count++] = p->isolation[i];
    }
    if (count == 1)
        plan->outer = usable[0];
    if (count < 2)
        return true;
    bool first_inside = ids_contain(m[usable[0]].within, m[usable[0]].within_count, usable[1]);
    bool second_inside = ids_contain(m[usable[1]].within, m[usable[1]].within_count, usable[0]);
    if (first_inside == second_inside)
        return false;
    plan->outer = usable[first_inside ? 1 : 0];
    plan->inner = usable[first_inside ? 0 : 1];
    return true;
}

/* A path may cost nothing but its gates, and the outer gate is not cheaper: else merging could cost something. */
static bool paths_are_free(const struct problem *p, const struct plan *plan)
{
    if (plan->inner != NONE && p->gate_of[plan->inner] > p->gate_of[plan->outer])
        return false;
    for (uint32_t i = 0; i < 2; i++) {
        uint32_t x = i ? plan->inner : plan->outer;
        for (uint32_t f = 0; x != NONE && f < p->model->form_count; f++)
            if (price_step_part(p, f, x, MEASURE_RUNTIME) || price_step_part(p, f, x, MEASURE_MEMORY))
                return false;
    }
    return true;
}

/* ---- levels ---- */

/* The relations in which members of two zones, or of two parts of one, can stand: the outer mechanism, with the inner one on
 * neither side, on one, on both; and the inner one alone. */
static uint32_t relation_of(struct problem *p, const struct plan *plan, bool outer, bool a_inner, bool b_inner)
{
    struct standing s[4];
    uint32_t count = 0;
    if (outer) {
        s[count++] = (struct standing){plan->outer, true};
        s[count++] = (struct standing){plan->outer, false};
    }
    if (a_inner)
        s[count++] = (struct standing){plan->inner, true};
    if (b_inner)
        s[count++] = (struct standing){plan->inner, false};
    return relation_find(p, s, count, p->gate_of[outer ? plan->outer : plan->inner]);
}

static int fits(struct problem *p, uint32_t a, uint32_t b, uint32_t relation)
{
    if (relation == NONE)
        return -1;
    enum pair_answer answer = pair_fits(p, a, b, relation);
    return answer == PAIR_NO_MEMORY ? -1 : answer == PAIR_FITS;
}

/* Does more that stands between only ever let less pass? */
static bool is_monotone(const struct problem *p)
{
    for (uint32_t v = 0; v < p->model->vulnerability_count; v++)
        if (p->model->vulnerabilities[v].has_boundary)
            return false;
    return true;
}

int plan_fits(const struct plan *plan, uint32_t a, uint32_t b)
{
    struct problem *p = plan->problem;
    int mask = 0, now = fits(p, a, b, RELATION_SAME);
    if (now < 0)
        return -1;
    mask |= now ? FIT_SHARED : 0;
    if (plan->outer == NONE)
        return mask;
    if (plan->inner == NONE) {
        now = fits(p, a, b, relation_of(p, plan, true, false, false));
        return now < 0 ? -1 : mask | (now ? FIT_OUTER : 0);
    }
    if (mask && plan->is_monotone) { /* safe with nothing between; and what passes most boundaries passes fewer */
        now = fits(p, a, b, relation_of(p, plan, true, true, true));
        if (now)
            return now < 0 ? -1 : FIT_SHARED | FIT_INNER | FIT_OUTER;
    }
    now = fits(p, a, b, relation_of(p, plan, false, true, true));
    if (now < 0)
        return -1;
    mask |= now ? FIT_INNER : 0;
    int outer = fits(p, a, b, relation_of(p, plan, true, false, false));
    if (outer < 0)
        return -1;
    for (int side = 3; side > 0; side--) {
        now = fits(p, a, b, relation_of(p, plan, true, side & 1, side & 2));
        if (now != outer)
            return -1; /* what stands further inside matters too: not for this plan */
        if (outer && plan->is_monotone)
            break; /* those between fit as well */
    }
    return mask | (outer ? FIT_OUTER : 0);
}

static int level_from(const struct plan *plan, int mask)
{
    if (mask < 0)
        return -1;
    bool shared = mask & FIT_SHARED, inner = mask & FIT_INNER, outer = mask & FIT_OUTER;
    if (plan->outer == NONE)
        return shared ? LEVEL_NOTHING : LEVEL_NEVER;
    if (plan->inner == NONE)
        inner = shared;
    if ((shared && !inner) || (inner && !outer))
        return -1;
    return shared ? LEVEL_NOTHING : inner ? LEVEL_INNER : outer ? LEVEL_OUTER : LEVEL_NEVER;
}

/* For each kind some of its alternatives, of different components, to stand for all. */
#define MODELS 6
struct models {
    uint32_t alternative[MODELS];
    uint32_t count;
};

static uint32_t raw_kind(const struct problem *p, uint32_t alternative)
{
    return p->behaviours.items[p->alternatives[alternative].behaviour].kind;
}

/* Two alternatives of these kinds of the problem whose components do not name each other; false when there are none. */
static bool find_strangers(const struct problem *p, uint32_t x, uint32_t y, uint32_t *first, uint32_t *second)
{
    for (uint32_t i = 0; i < p->alternative_count; i++)
        for (uint32_t k = 0; raw_kind(p, i) == x && k < p->alternative_count; k++) {
            uint32_t a = p->alternatives[i].component, b = p->alternatives[k].component;
            if (raw_kind(p, k) != y || a == b || pair_is_named(p, a, b))
                continue;
            *first = i;
            *second = k;
            return true;
        }
    return false;
}

/* The level between alternatives of two kinds of the problem. Of those that name each other the best off speaks for all, unless there
 * are others; LEVEL_NOTHING when the two never meet; -1: not for this plan. */
static int level_between(const struct plan *plan, const struct models *x, const struct models *y)
{
    const struct problem *p = plan->problem;
    int level = LEVEL_NOTHING;
    bool met = false;
    uint32_t a, b;
    for (uint32_t i = 0; i < x->count; i++)
        for (uint32_t k = 0; k < y->count; k++) {
            a = x->alternative[i], b = y->alternative[k];
            uint32_t c = p->alternatives[a].component, d = p->alternatives[b].component;
            if (c == d)
                continue;
            bool named = pair_is_named(p, c, d);
            int now = level_from(plan, plan_fits(plan, a, b));
            if (!named)
                return now;
            if (now >= 0 && (!met || now < level))
                level = now;
            met |= now >= 0;
        }
    /* the few looked at may all name each other, where others do not */
    if (x->count && y->count && find_strangers(p, raw_kind(p, x->alternative[0]), raw_kind(p, y->alternative[0]), &a, &b))
        return level_from(plan, plan_fits(plan, a, b));
    return level;
}

/* Kinds that suffer and do the same at every level are one: the first of them. */
static void merge_kinds(struct plan *plan, const uint8_t *level, uint32_t count, uint32_t *merged)
{
    for (uint32_t x = 0; x < count; x++) {
        uint32_t y = 0;
        while (y < x && memcmp(level + (size_t)x * count, level + (size_t)y * count, count) != 0)
            y++;
        merged[x] = y < x ? merged[y] : plan->kinds++;
    }
}

/* Levels of the kinds that some alternative has. */
static enum plan_answer find_levels(struct plan *plan, struct arena *a)
{
    struct problem *p = plan->problem;
    uint32_t used = 0;
    struct models *models = arena_new_array(a, struct models, p->kind_count);
    uint32_t *index = arena_new_array(a, uint32_t, p->kind_count), *merged = arena_new_array(a, uint32_t, p->kind_count);
    plan->kind_of = arena_new_array(a, uint32_t, p->kind_count);
    if (!models || !index || !merged || !plan->kind_of)
        return PLAN_NO_MEMORY;
    for (uint32_t i = 0; i < p->alternative_count; i++) {
        uint32_t kind = raw_kind(p, i);
        struct models *m = &models[kind];
        if (m->count && p->alternatives[m->alternative[m->count - 1]].component == p->alternatives[i].component)
            continue;
        if (!m->count)
            index[used++] = kind;
        if (m->count < MODELS)
            m->alternative[m->count++] = i;
    }
    uint8_t *level = arena_alloc_array(a, used, used);
    if (!level)
        return PLAN_NO_MEMORY;
    for (uint32_t x = 0; x < used; x++)
        for (uint32_t y = x; y < used; y++) {
            int found = level_between(plan, &models[index[x]], &models[index[y]]);
            if (found < 0)
                return PLAN_UNSUITED;
            level[(size_t)x * used + y] = level[(size_t)y * used + x] = (uint8_t)found;
        }
    merge_kinds(plan, level, used, merged);
    plan->level = arena_alloc_array(a, plan->kinds, plan->kinds);
    plan->alone_part = arena_new_array(a, bool, plan->kinds);
    plan->alone_zone = arena_new_array(a, bool, plan->kinds);
    if (!plan->level || !plan->alone_part || !plan->alone_zone)
        return PLAN_NO_MEMORY;
    for (uint32_t x = 0; x < used; x++) {
        plan->kind_of[index[x]] = merged[x];
        for (uint32_t y = 0; y < used; y++)
            plan->level[(size_t)merged[x] * plan->kinds + merged[y]] = level[(size_t)x * used + y];
        plan->alone_part[merged[x]] = level[(size_t)x * used + x] >= LEVEL_INNER;
        plan->alone_zone[merged[x]] = level[(size_t)x * used + x] >= LEVEL_OUTER;
    }
    return PLAN_SUITED;
}

/* So many components have an alternative of the kind. */
static void count_components(const struct problem *p, const struct plan *plan, uint32_t *count)
{
    for (uint32_t c = 0; c < p->model->component_count; c++)
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++) {
            bool again = false;
            for (uint32_t k = p->first_alternative[c]; k < i; k++)
                again |= plan_kind(plan, k) == plan_kind(plan, i);
            count[plan_kind(plan, i)] += !again;
        }
}

/* Sorts the kinds that do not stand alone into classes: one class holds what has no conflict within but has some with others. That
 * wants "has no conflict" to be an equivalence; returns a kind that stands in its way, or NONE. */
static uint32_t sort_into_classes(const struct plan *plan, enum level from, const bool *alone, const uint32_t *components,
                                  uint32_t *class_, uint32_t *count)
{
    *count = 0;
    for (uint32_t x = 0; x < plan->kinds; x++) {
        class_[x] = NONE;
        bool active = false;
        for (uint32_t y = 0; y < plan->kinds; y++)
            active |= !alone[x] && !alone[y] && plan_level(plan, x, y) >= from;
        if (!active)
            continue;
        for (uint32_t y = 0; y < x && class_[x] == NONE; y++)
            if (class_[y] != NONE && plan_level(plan, x, y) < from)
                class_[x] = class_[y];
        if (class_[x] == NONE)
            class_[x] = (*count)++;
    }
    uint32_t rarest = NONE;
    for (uint32_t x = 0; x < plan->kinds; x++)
        for (uint32_t y = 0; y < plan->kinds; y++)
            if (class_[x] != NONE && class_[y] != NONE && (class_[x] == class_[y]) != (plan_level(plan, x, y) < from) &&
                (rarest == NONE || components[x] < components[rarest]))
                rarest = x;
    return rarest;
}

/* Any kind may be told to stand alone: who has it then anchors. Kinds that stand in the way of classes are, the rarest first. */
static bool find_classes(struct plan *plan, struct arena *a)
{
    uint32_t *components = arena_new_array(a, uint32_t, plan->kinds), kind;
    plan->part_class = arena_new_array(a, uint32_t, plan->kinds);
    plan->zone_class = arena_new_array(a, uint32_t, plan->kinds);
    if (!components || !plan->part_class || !plan->zone_class)
        return false;
    if (plan->outer == NONE) { /* nothing can be divided: one zone, and kinds that clash are never both in it */
        for (uint32_t x = 0; x < plan->kinds; x++) {
            plan->part_class[x] = plan->zone_class[x] = NONE;
            plan->alone_part[x] = plan->alone_zone[x] = false;
        }
        return true;
    }
    count_components(plan->problem, plan, components);
    while ((kind = sort_into_classes(plan, LEVEL_OUTER, plan->alone_zone, components, plan->zone_class, &plan->zone_classes)) != NONE)
        plan->alone_zone[kind] = plan->alone_part[kind] = true;
    while ((kind = sort_into_classes(plan, LEVEL_INNER, plan->alone_part, components, plan->part_class, &plan->part_classes)) != NONE)
        plan->alone_part[kind] = true;
    return true;
}

/* ---- zones and spots ---- */

struct list {
    VECTOR(struct zone);
};
struct spot_list {
    VECTOR(struct spot);
};

static bool has_kind(const struct plan *plan, uint32_t component, const bool *among)
{
    const struct problem *p = plan->problem;
    for (uint32_t i = p->first_alternative[component]; i < p->first_alternative[component + 1]; i++)
        if (among[plan_kind(plan, i)])
            return true;
    return false;
}

/* May a part of that class stand in the zone that the component anchors? */
static bool class_fits(const struct plan *plan, uint32_t anchor, uint32_t part_class)
{
    size_t n = plan->problem->model->component_count;
    for (uint32_t y = 0; y < plan->kinds; y++)
        if (plan->part_class[y] == part_class && plan->to_zone_anchor[y * n + anchor] <= LEVEL_INNER)
            return true;
    return false;
}

static bool find_anchors(struct plan *plan, struct arena *a)
{
    const struct problem *p = plan->problem;
    size_t n = p->model->component_count;
    plan->to_part_anchor = arena_alloc_array(a, plan->kinds, n);
    plan->to_zone_anchor = arena_alloc_array(a, plan->kinds, n);
    if (!plan->to_part_anchor || !plan->to_zone_anchor)
        return false;
    for (uint32_t x = 0; x < plan->kinds; x++)
        for (uint32_t c = 0; c < n; c++) {
            uint8_t part = LEVEL_NEVER, zone = LEVEL_NEVER;
            for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++) {
                uint32_t y = plan_kind(plan, i);
                uint8_t level = (uint8_t)plan_level(plan, x, y);
                if (plan->alone_part[y] && level < part)
                    part = level;
                if (plan->alone_zone[y] && level < zone)
                    zone = level;
            }
            plan->to_part_anchor[x * n + c] = part;
            plan->to_zone_anchor[x * n + c] = zone;
        }
    return true;
}

static bool add_spot(struct plan *plan, struct spot_list *spots, struct spot s)
{
    return vector_push(plan->problem->memory, spots, s);
}

/* The parts of a common zone: the classes that can live in it, and one for each component that stands alone in its part. */
static bool common_spots(struct plan *plan, struct spot_list *spots, const struct zone *z, uint32_t id)
{
    uint32_t classes = plan->part_classes ? plan->part_classes : 1, made = 0;
    for (uint32_t c = 0; c < classes; c++) {
        bool lives = !plan->part_classes;
        for (uint32_t x = 0; x < plan->kinds && !lives; x++)
            lives = plan->part_class[x] == c &&
                    (plan->zone_class[x] == NONE || !plan->zone_classes || plan->zone_class[x] == z->class_);
        if (!lives || (made && plan->inner == NONE))
            continue;
        if (!add_spot(plan, spots, (struct spot){id, NONE, made++, plan->part_classes ? c : NONE}))
            return false;
    }
    if (!made && !add_spot(plan, spots, (struct spot){id, NONE, 0, NONE}))
        return false;
    for (uint32_t i = 0; plan->inner != NONE && i < plan->problem->model->component_count; i++)
        if (has_kind(plan, i, plan->alone_part) && !add_spot(plan, spots, (struct spot){id, i, 0, NONE}))
            return false;
    return true;
}

/* Its own part, and beside it, where its kind suffers the inner mechanism as a wall, parts for who gets on with it so. */
static bool anchored_spots(struct plan *plan, struct spot_list *spots, uint32_t anchor, uint32_t id)
{
    if (!add_spot(plan, spots, (struct spot){id, anchor, 0, NONE}))
        return false;
    if (plan->inner == NONE || !has_kind(plan, anchor, plan->alone_zone))
        return true;
    uint32_t made = 1;
    for (uint32_t c = 0; c < plan->part_classes; c++)
        if (class_fits(plan, anchor, c) &&
            !add_spot(plan, spots, (struct spot){id, NONE, made++, c}))
            return false;
    /* whoever is of no class gets on with any: where no part of a class is, the inner mechanism may still part it from the anchor */
    if (made == 1 && !add_spot(plan, spots, (struct spot){id, NONE, made++, NONE}))
        return false;
    for (uint32_t i = 0; i < plan->problem->model->component_count; i++) {
        if (i == anchor || !has_kind(plan, i, plan->alone_part))
            continue;
        bool near = false;
        const struct problem *p = plan->problem;
        for (uint32_t k = p->first_alternative[i]; k < p->first_alternative[i + 1] && !near; k++)
            near = plan->alone_part[plan_kind(plan, k)] &&
                   plan->to_zone_anchor[(size_t)plan_kind(plan, k) * p->model->component_count + anchor] <= LEVEL_INNER;
        if (near && !add_spot(plan, spots, (struct spot){id, i, 0, NONE}))
            return false;
    }
    return true;
}

/* So many common zones of one class there can be at most, of which no two can be merged. Two can when together they have no more
 * parts than the limit allows, where parts of a class that is in both become one: so any two have more parts with anchors than the
 * limit less the classes, and m zones have more than that m / 2 times. 0: too many to be bounded so. */
static uint32_t most_copies(const struct plan *plan, const struct zone *z, const struct spot_list *spots)
{
    uint32_t limit = plan->inner == NONE ? 0 : plan->problem->model->mechanisms[plan->inner].limit, classes = 0, anchors = 0;
    if (!plan->crowded || !limit)
        return 1;
    for (uint32_t k = 0; k < z->spot_count; k++)
        *(spots->items[z->first_spot + k].part_anchor == NONE ? &classes : &anchors) += 1;
    if (z->spot_count <= limit)
        return 1;
    if (classes > limit)
        return 0;
    uint32_t copies = (uint32_t)((uint64_t)anchors * 2 / (limit + 1 - classes));
    return copies ? copies : 1;
}

/* A common zone, and as many copies of it as there can be. */
static enum plan_answer common_zone(struct plan *plan, struct list *zones, struct spot_list *spots, uint32_t class_)
{
    uint32_t copies = 1;
    for (uint32_t copy = 0; copy < copies; copy++) {
        struct zone z = {.anchor = NONE, .class_ = class_, .copy = copy, .first_spot = (uint32_t)spots->count};
        if (!common_spots(plan, spots, &z, (uint32_t)zones->count))
            return PLAN_NO_MEMORY;
        z.spot_count = (uint32_t)spots->count - z.first_spot;
        if (!vector_push(plan->problem->memory, zones, z))
            return PLAN_NO_MEMORY;
        if (!copy && !(copies = most_copies(plan, &z, spots)))
            return PLAN_UNSUITED;
    }
    return PLAN_SUITED;
}

/* Classes of parts that share a class of zones want, beside the zone that holds them all, a zone each: two compartments of the
 * outer mechanism are less to build than one with two parts. */
static enum plan_answer common_zones(struct plan *plan, struct list *zones, struct spot_list *spots)
{
    struct memory *memory = plan->problem->memory;
    uint32_t classes = plan->zone_classes ? plan->zone_classes : 1;
    for (uint32_t q = 0; q < classes; q++) {
        enum plan_answer answer = common_zone(plan, zones, spots, plan->zone_classes ? q : NONE);
        if (answer != PLAN_SUITED)
            return answer;
    }
    if (plan->outer == NONE)
        return PLAN_SUITED;
    bool *taken = arena_new_array(&plan->problem->arena, bool, classes);
    if (!taken)
        return PLAN_NO_MEMORY;
    for (uint32_t c = 0; c < plan->part_classes; c++) {
        uint32_t q = NONE; /* the class of zones that this class of parts can only live in */
        for (uint32_t x = 0; x < plan->kinds; x++)
            if (plan->part_class[x] == c && plan->zone_class[x] != NONE)
                q = plan->zone_class[x];
        if (plan->zone_classes && q != NONE && !taken[q]) {
            taken[q] = true;
            continue;
        }
        if (!plan->zone_classes && !taken[0]) {
            taken[0] = true;
            continue;
        }
        struct zone z = {.anchor = NONE, .class_ = plan->zone_classes ? q : NONE, .first_spot = (uint32_t)spots->count, .spot_count = 1};
        if (!add_spot(plan, spots, (struct spot){(uint32_t)zones->count, NONE, 0, c}) || !vector_push(memory, zones, z))
            return PLAN_NO_MEMORY;
    }
    return PLAN_SUITED;
}

static enum plan_answer build_zones(struct plan *plan, struct arena *a)
{
    struct memory *memory = plan->problem->memory;
    struct list zones = {0};
    struct spot_list spots = {0};
    enum plan_answer answer = common_zones(plan, &zones, &spots);
    bool fine = answer == PLAN_SUITED;
    for (uint32_t i = 0; fine && plan->outer != NONE && i < plan->problem->model->component_count; i++) {
        if (!has_kind(plan, i, plan->alone_part))
            continue;
        struct zone z = {.anchor = i, .class_ = NONE, .first_spot = (uint32_t)spots.count};
        fine = anchored_spots(plan, &spots, i, (uint32_t)zones.count);
        z.spot_count = (uint32_t)spots.count - z.first_spot;
        fine = fine && vector_push(memory, &zones, z);
    }
    if (fine) {
        plan->zones = vector_to_arena(a, &zones);
        plan->zone_count = (uint32_t)zones.count;
        plan->spots = vector_to_arena(a, &spots);
        plan->spot_count = (uint32_t)spots.count;
        fine = plan->zones && plan->spots;
    }
    vector_free(memory, &zones);
    vector_free(memory, &spots);
    return fine ? PLAN_SUITED : answer != PLAN_SUITED ? answer : PLAN_NO_MEMORY;
}

enum plan_answer plan_make(struct problem *p, struct arena *a, bool crowded, struct plan *out)
{
    const struct model *m = p->model;
    *out = (struct plan){.problem = p, .crowded = crowded};
    if (m->hardening != HARDENING_PER_COMPONENT || m->apart_count || m->together_count || m->place_count)
        return PLAN_UNSUITED;
    out->is_monotone = is_monotone(p);
    if (!choose_mechanisms(p, out) || (out->outer != NONE && !paths_are_free(p, out)))
        return PLAN_UNSUITED;
    for (uint32_t i = 0; i < p->alternative_count; i++)
        if (p->alternatives[i].path_needs || p->alternatives[i].path_bars)
            return PLAN_UNSUITED;
    enum plan_answer answer = find_levels(out, a);
    if (answer != PLAN_SUITED)
        return answer;
    if (!find_classes(out, a))
        return PLAN_NO_MEMORY;
    if (!find_anchors(out, a))
        return PLAN_NO_MEMORY;
    return build_zones(out, a);
}

bool plan_allows(const struct plan *plan, uint32_t component, uint32_t kind, uint32_t spot_id)
{
    const struct spot *s = &plan->spots[spot_id];
    const struct zone *z = &plan->zones[s->zone];
    bool alone = plan->alone_part[kind];
    size_t row = (size_t)kind * plan->problem->model->component_count;
    if (s->part_anchor != NONE && s->part_anchor != component && plan->to_part_anchor[row + s->part_anchor] > LEVEL_NOTHING)
        return false;
    if (z->anchor == NONE) {
        if (plan->alone_zone[kind])
            return false;
        if (plan->zone_class[kind] != NONE && plan->zone_class[kind] != z->class_)
            return false;
    } else if (z->anchor != component) {
        /* of two that stand alone in their zones the first one anchors */
        if (plan->alone_zone[kind] && z->anchor > component)
            return false;
        if (spot_id != z->first_spot && plan->to_zone_anchor[row + z->anchor] > LEVEL_INNER)
            return false;
    } else if (spot_id != z->first_spot) {
        return false; /* an anchor stands in its own part */
    }
    if (s->part_anchor == NONE)
        return !alone && (plan->part_class[kind] == NONE || s->class_ == NONE || plan->part_class[kind] == s->class_);
    if (s->part_anchor == component)
        return alone;
    return !alone || s->part_anchor < component;
}
