/* Where components can be, and who cannot be beside whom. */
#include "solve/sat/encode.h"

/* ---- clauses ---- */

#define MOST_LITERALS 8

/* What is always so is a literal too, so that nothing else needs to know: here it is left out. */
static void clause(struct encoding *e, const int *literals, uint32_t count)
{
    int kept[MOST_LITERALS];
    uint32_t left = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (literals[i] == e->truth)
            return;
        if (literals[i] != -e->truth)
            kept[left++] = literals[i];
    }
    maxsat_clause(e->solver, kept, left);
}

void encode_2(struct encoding *e, int a, int b)
{
    clause(e, (int[]){a, b}, 2);
}

void encode_3(struct encoding *e, int a, int b, int c)
{
    clause(e, (int[]){a, b, c}, 3);
}

void encode_4(struct encoding *e, int a, int b, int c, int d)
{
    clause(e, (int[]){a, b, c, d}, 4);
}

void encode_5(struct encoding *e, int a, int b, int c, int d, int f)
{
    clause(e, (int[]){a, b, c, d, f}, 5);
}

static bool exactly_one(struct encoding *e, const int *literals, uint32_t count)
{
    if (count == 1)
        return true; /* the only one is always so */
    maxsat_clause(e->solver, literals, count);
    if (count <= 5) {
        for (uint32_t i = 0; i < count; i++)
            for (uint32_t k = 0; k < i; k++)
                maxsat_clause2(e->solver, -literals[i], -literals[k]);
        return true;
    }
    /* a chain: `seen` says that one of those before holds */
    int seen = literals[0];
    for (uint32_t i = 1; i < count; i++) {
        maxsat_clause2(e->solver, -seen, -literals[i]);
        if (i + 1 == count)
            break;
        int next = maxsat_variable(e->solver);
        if (!next)
            return false;
        maxsat_clause2(e->solver, -seen, next);
        maxsat_clause2(e->solver, -literals[i], next);
        seen = next;
    }
    return true;
}

/* ---- variables ---- */

struct room { /* scratch of one component at a time */
    int *literals;   /* as many as there are spots and alternatives */
    uint32_t *spots;
};

/* One of its alternatives, with none when it has none: then nothing is a solution. */
static bool use_one(struct encoding *e, uint32_t c, int *literals)
{
    const struct problem *p = e->plan->problem;
    uint32_t first = p->first_alternative[c], end = p->first_alternative[c + 1];
    for (uint32_t i = first; i < end; i++)
        literals[i - first] = e->use[i] = end - first == 1 ? e->truth : maxsat_variable(e->solver);
    if (first == end)
        maxsat_clause(e->solver, literals, 0);
    return first == end || exactly_one(e, literals, end - first);
}

/* A spot where the component can be with some of its alternatives only. */
static void tie_to_use(struct encoding *e, uint32_t c, uint32_t spot, int *literals)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    uint32_t first = p->first_alternative[c], end = p->first_alternative[c + 1], allowed = 0;
    for (uint32_t i = first; i < end; i++)
        if (plan_allows(plan, c, plan_kind(plan, i), spot))
            literals[allowed++] = e->use[i];
    if (allowed == end - first)
        return;
    if (e->at[c][spot] != e->truth)
        literals[allowed++] = -e->at[c][spot];
    maxsat_clause(e->solver, literals, allowed);
}

static void find_zones(struct encoding *e, uint32_t c, int *literals)
{
    const struct plan *plan = e->plan;
    for (uint32_t z = 0; z < plan->zone_count; z++) {
        uint32_t spots = 0;
        for (uint32_t s = plan->zones[z].first_spot, k = 0; k < plan->zones[z].spot_count; k++, s++)
            if (e->at[c][s])
                literals[spots++] = e->at[c][s];
        if (!spots)
            continue;
        if (spots == 1) {
            e->in[c][z] = literals[0];
            continue;
        }
        int in = e->in[c][z] = maxsat_variable(e->solver);
        for (uint32_t k = 0; k < spots; k++)
            maxsat_clause2(e->solver, -literals[k], in);
        literals[spots] = -in;
        maxsat_clause(e->solver, literals, spots + 1);
    }
}

/* Where a component can be, with any of its alternatives. */
static bool place_component(struct encoding *e, uint32_t c, struct room *room)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    uint32_t first = p->first_alternative[c], end = p->first_alternative[c + 1], count = 0;
    e->at[c] = arena_new_array(e->arena, int, plan->spot_count);
    e->in[c] = arena_new_array(e->arena, int, plan->zone_count);
    if (!e->at[c] || !e->in[c] || !use_one(e, c, room->literals))
        return false;
    for (uint32_t s = 0; s < plan->spot_count; s++)
        for (uint32_t i = first; i < end; i++)
            if (plan_allows(plan, c, plan_kind(plan, i), s)) {
                room->spots[count++] = s;
                break;
            }
    if (!count)
        maxsat_clause(e->solver, room->literals, 0);
    for (uint32_t k = 0; k < count; k++)
        room->literals[k] = e->at[c][room->spots[k]] = count == 1 ? e->truth : maxsat_variable(e->solver);
    if (count && !exactly_one(e, room->literals, count))
        return false;
    for (uint32_t k = 0; k < count; k++)
        tie_to_use(e, c, room->spots[k], room->literals);
    find_zones(e, c, room->literals);
    return true;
}

/* Nobody is in an anchored zone or part without its anchor, and the anchor is there for its conflicts. */
static void tie_to_anchors(struct encoding *e, uint32_t c)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    for (uint32_t s = 0; s < plan->spot_count; s++) {
        if (!e->at[c][s])
            continue;
        const struct spot *spot = &plan->spots[s];
        const struct zone *z = &plan->zones[spot->zone];
        if (spot->part_anchor != NONE && spot->part_anchor != c) {
            int anchor = e->at[spot->part_anchor][s];
            encode_2(e, -e->at[c][s], anchor ? anchor : -e->truth);
        }
        if (z->anchor == NONE || s == z->first_spot)
            continue;
        /* a further part of an anchored zone: the anchor stands in its own, and needs the zone for itself */
        int own = e->at[z->anchor][z->first_spot];
        encode_2(e, -e->at[c][s], own ? own : -e->truth);
        for (uint32_t i = p->first_alternative[z->anchor]; i < p->first_alternative[z->anchor + 1]; i++)
            if (!plan->alone_zone[plan_kind(plan, i)])
                encode_2(e, -e->at[c][s], -e->use[i]);
    }
}

/* Copies of a zone differ by who anchors parts in them: the first such component of the one comes before that of the next, and only
 * the last copy is without. */
static bool order_copies(struct encoding *e, uint32_t z)
{
    const struct plan *plan = e->plan;
    const struct zone *before = &plan->zones[z - 1], *zone = &plan->zones[z];
    uint32_t n = plan->problem->model->component_count;
    int anchored = -e->truth; /* in the copy before, by somebody so far */
    for (uint32_t k = 0; k < zone->spot_count; k++) { /* in the order of components */
        uint32_t anchor = plan->spots[zone->first_spot + k].part_anchor;
        if (anchor == NONE)
            continue;
        int here = e->at[anchor][zone->first_spot + k], there = e->at[anchor][before->first_spot + k];
        if (here)
            encode_2(e, -here, anchored);
        if (!there)
            continue;
        int next = maxsat_variable(e->solver);
        if (!next)
            return false;
        encode_3(e, -next, anchored, there);
        anchored = next;
    }
    for (uint32_t k = 0; k < zone->spot_count; k++)
        for (uint32_t c = 0; c < n; c++)
            if (plan->spots[zone->first_spot + k].part_anchor == NONE && e->at[c][zone->first_spot + k])
                encode_2(e, -e->at[c][zone->first_spot + k], anchored);
    return true;
}

/* ---- conflicts ---- */

struct entry { /* somebody who may be at a place with alternatives of one kind */
    uint32_t component;
    int use;    /* one of these alternatives is used: a literal that implies it is enough */
};

struct place {
    struct encoding *e;
    bool is_zone;
    uint32_t id;
    struct {
        VECTOR(struct entry);
    } *of;          /* by kind */
    int *presence;  /* by kind: somebody of it is here; 0: not asked for yet */
};

static int place_literal(const struct place *x, uint32_t c)
{
    return x->is_zone ? x->e->in[c][x->id] : x->e->at[c][x->id];
}

static bool may_be(const struct place *x, uint32_t c, uint32_t kind)
{
    const struct plan *plan = x->e->plan;
    if (!place_literal(x, c))
        return false;
    if (!x->is_zone)
        return plan_allows(plan, c, kind, x->id);
    const struct zone *z = &plan->zones[x->id];
    for (uint32_t k = 0; k < z->spot_count; k++)
        if (x->e->at[c][z->first_spot + k] && plan_allows(plan, c, kind, z->first_spot + k))
            return true;
    return false;
}

/* Who may be here, by kind. */
static bool find_entries(struct place *x)
{
    const struct plan *plan = x->e->plan;
    const struct problem *p = plan->problem;
    for (uint32_t k = 0; k < plan->kinds; k++) {
        x->of[k].count = 0;
        x->presence[k] = 0;
    }
    for (uint32_t c = 0; c < p->model->component_count; c++) {
        if (!place_literal(x, c))
            continue;
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++) {
            uint32_t kind = plan_kind(plan, i);
            struct entry entry = {c, x->e->use[i]};
            if (may_be(x, c, kind) && !vector_push(p->memory, &x->of[kind], entry))
                return false;
        }
    }
    return true;
}

static int presence_of(struct place *x, uint32_t kind)
{
    if (x->presence[kind])
        return x->presence[kind];
    int here = x->presence[kind] = maxsat_variable(x->e->solver);
    for (size_t i = 0; i < x->of[kind].count; i++)
        encode_3(x->e, -place_literal(x, x->of[kind].items[i].component), -x->of[kind].items[i].use, here);
    return here;
}

static void forbid_two(const struct place *x, const struct entry *a, const struct entry *b)
{
    if (a->component != b->component)
        encode_4(x->e, -place_literal(x, a->component), -a->use, -place_literal(x, b->component), -b->use);
}

/* Each of the few pairs, or by way of who is present. */
static void forbid_kinds(struct place *x, uint32_t k, uint32_t l)
{
    if (x->of[k].count * x->of[l].count <= 2 * (x->of[k].count + x->of[l].count)) {
        for (size_t i = 0; i < x->of[k].count; i++)
            for (size_t j = 0; j < x->of[l].count; j++)
                forbid_two(x, &x->of[k].items[i], &x->of[l].items[j]);
        return;
    }
    int a = presence_of(x, k), b = presence_of(x, l);
    maxsat_clause2(x->e->solver, -a, -b);
}

static bool keep_peace(struct place *x, enum level from)
{
    const struct plan *plan = x->e->plan;
    if (!find_entries(x))
        return false;
    for (uint32_t k = 0; k < plan->kinds; k++) {
        if (!x->of[k].count)
            continue;
        if (plan_level(plan, k, k) >= from)
            for (size_t i = 0; i < x->of[k].count; i++)
                for (size_t j = 0; j < i; j++)
                    forbid_two(x, &x->of[k].items[i], &x->of[k].items[j]);
        for (uint32_t l = 0; l < k; l++)
            if (x->of[l].count && plan_level(plan, k, l) >= from)
                forbid_kinds(x, k, l);
    }
    return true;
}

static bool keep_all_peace(struct encoding *e)
{
    const struct plan *plan = e->plan;
    struct place x = {.e = e};
    x.of = arena_alloc_array(e->arena, plan->kinds, sizeof *x.of);
    x.presence = arena_new_array(e->arena, int, plan->kinds);
    bool fine = x.of && x.presence;
    for (uint32_t s = 0; fine && s < plan->spot_count; s++) {
        x.id = s;
        fine = keep_peace(&x, plan->inner == NONE ? LEVEL_OUTER : LEVEL_INNER);
    }
    x.is_zone = true;
    for (uint32_t z = 0; fine && plan->inner != NONE && z < plan->zone_count; z++) {
        x.id = z;
        fine = keep_peace(&x, LEVEL_OUTER);
    }
    for (uint32_t k = 0; x.of && k < plan->kinds; k++)
        vector_free(plan->problem->memory, &x.of[k]);
    return fine;
}

/* Kinds that no boundary keeps apart well enough: never both in the system. */
static void keep_out(struct encoding *e)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    for (uint32_t i = 0; i < p->alternative_count; i++)
        for (uint32_t k = 0; k < i; k++)
            if (p->alternatives[i].component != p->alternatives[k].component &&
                plan_level(plan, plan_kind(plan, i), plan_kind(plan, k)) == LEVEL_NEVER &&
                !pair_is_named(p, p->alternatives[i].component, p->alternatives[k].component))
                encode_2(e, -e->use[i], -e->use[k]);
}

bool encode_hard(struct encoding *e, bool *unsuited)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    uint32_t n = p->model->component_count;
    e->use = arena_new_array(e->arena, int, p->alternative_count);
    e->at = arena_new_array(e->arena, int *, n);
    e->in = arena_new_array(e->arena, int *, n);
    struct room room = {arena_new_array(e->arena, int, (size_t)plan->spot_count + p->alternative_count + 1),
                        arena_new_array(e->arena, uint32_t, plan->spot_count)};
    if (!e->use || !e->at || !e->in || !room.literals || !room.spots || !(e->truth = maxsat_variable(e->solver)))
        return false;
    maxsat_clause1(e->solver, e->truth);
    for (uint32_t c = 0; c < n; c++)
        if (!place_component(e, c, &room))
            return false;
    for (uint32_t c = 0; c < n; c++)
        tie_to_anchors(e, c);
    for (uint32_t z = 0; z < plan->zone_count; z++)
        if (plan->zones[z].copy && !order_copies(e, z))
            return false;
    if (!keep_all_peace(e))
        return false;
    keep_out(e);
    return encode_named(e, unsuited) && encode_cuts(e) && encode_built(e) && !maxsat_out_of_memory(e->solver);
}
