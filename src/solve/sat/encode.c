#include "solve/sat/encode.h"

#include "solve/sat/totalizer.h"


/* ---- variables ---- */

static bool exactly_one(struct encoding *e, const int *literals, uint32_t count)
{
    maxsat_clause(e->solver, literals, count);
    if (count <= 6) {
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

/* Where a component can be, with any of its alternatives. */
static bool place_component(struct encoding *e, uint32_t c)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    uint32_t first = p->first_alternative[c], end = p->first_alternative[c + 1], count = 0;
    e->at[c] = arena_new_array(e->arena, int, plan->spot_count);
    e->in[c] = arena_new_array(e->arena, int, plan->zone_count);
    int *literals = arena_new_array(e->arena, int, (size_t)plan->spot_count + (end - first) + 1);
    if (!e->at[c] || !e->in[c] || !literals)
        return false;
    for (uint32_t i = first; i < end; i++)
        literals[count++] = e->use[i] = maxsat_variable(e->solver);
    if (!exactly_one(e, literals, count))
        return false;
    count = 0;
    for (uint32_t s = 0; s < plan->spot_count; s++) {
        bool can = false, all = true;
        for (uint32_t i = first; i < end; i++) {
            bool may = plan_allows(plan, c, plan_kind(plan, i), s);
            can |= may;
            all &= may;
        }
        if (!can)
            continue;
        literals[count++] = e->at[c][s] = maxsat_variable(e->solver);
        for (uint32_t i = first; i < end && !all; i++)
            if (!plan_allows(plan, c, plan_kind(plan, i), s))
                maxsat_clause2(e->solver, -e->at[c][s], -e->use[i]);
    }
    if (!exactly_one(e, literals, count))
        return false;
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
            if (anchor)
                maxsat_clause2(e->solver, -e->at[c][s], anchor);
            else
                maxsat_clause1(e->solver, -e->at[c][s]);
        }
        if (z->anchor == NONE || s == z->first_spot)
            continue;
        /* a further part of an anchored zone: the anchor stands in its own, and needs the zone for itself */
        int own = e->at[z->anchor][z->first_spot];
        if (own)
            maxsat_clause2(e->solver, -e->at[c][s], own);
        else
            maxsat_clause1(e->solver, -e->at[c][s]);
        for (uint32_t i = p->first_alternative[z->anchor]; i < p->first_alternative[z->anchor + 1]; i++)
            if (!(plan->crowded ? plan->alone_part : plan->alone_zone)[plan_kind(plan, i)])
                maxsat_clause2(e->solver, -e->at[c][s], -e->use[i]);
    }
}

/* ---- conflicts ---- */

/* "Somebody of this kind is here": one variable for each kind and place that a conflict asks for. */
struct presence {
    struct encoding *e;
    uint32_t place;   /* spot or zone */
    bool is_zone;
    int *of;          /* by kind; 0: not asked for yet */
};

static int place_literal(const struct presence *x, uint32_t c)
{
    return x->is_zone ? x->e->in[c][x->place] : x->e->at[c][x->place];
}

/* May an alternative be at the place at all? */
static bool may_be(const struct presence *x, uint32_t c, uint32_t alternative)
{
    const struct plan *plan = x->e->plan;
    uint32_t kind = plan_kind(plan, alternative);
    if (!place_literal(x, c))
        return false;
    if (!x->is_zone)
        return plan_allows(plan, c, kind, x->place);
    const struct zone *z = &plan->zones[x->place];
    for (uint32_t k = 0; k < z->spot_count; k++)
        if (plan_allows(plan, c, kind, z->first_spot + k))
            return true;
    return false;
}

static int presence_of(struct presence *x, uint32_t kind)
{
    const struct problem *p = x->e->plan->problem;
    if (x->of[kind])
        return x->of[kind];
    int here = x->of[kind] = maxsat_variable(x->e->solver);
    for (uint32_t i = 0; i < p->alternative_count; i++) {
        uint32_t c = p->alternatives[i].component;
        if (plan_kind(x->e->plan, i) == kind && may_be(x, c, i))
            maxsat_clause3(x->e->solver, -place_literal(x, c), -x->e->use[i], here);
    }
    return here;
}

struct members {
    uint32_t *count; /* by kind: components that may be here with it */
    uint32_t *one;   /* one of them */
};

static void count_members(const struct presence *x, struct members *m)
{
    const struct plan *plan = x->e->plan;
    const struct problem *p = plan->problem;
    for (uint32_t k = 0; k < plan->kinds; k++)
        m->count[k] = 0;
    for (uint32_t i = 0; i < p->alternative_count; i++)
        if (may_be(x, p->alternatives[i].component, i)) {
            uint32_t k = plan_kind(plan, i);
            if (!m->count[k] || m->one[k] != p->alternatives[i].component)
                m->count[k]++;
            m->one[k] = p->alternatives[i].component;
        }
}

/* Two of a kind that suffers no second one. */
static void keep_alone(struct presence *x, uint32_t kind)
{
    const struct problem *p = x->e->plan->problem;
    for (uint32_t i = 0; i < p->alternative_count; i++) {
        uint32_t c = p->alternatives[i].component;
        if (plan_kind(x->e->plan, i) != kind || !may_be(x, c, i))
            continue;
        for (uint32_t k = 0; k < i; k++) {
            uint32_t d = p->alternatives[k].component;
            if (d != c && plan_kind(x->e->plan, k) == kind && may_be(x, d, k))
                maxsat_clause(x->e->solver, (int[]){-place_literal(x, c), -x->e->use[i], -place_literal(x, d), -x->e->use[k]}, 4);
        }
    }
}

static bool keep_peace(struct encoding *e, uint32_t place, bool is_zone, enum level from, struct members *m)
{
    const struct plan *plan = e->plan;
    struct presence x = {e, place, is_zone, arena_new_array(e->arena, int, plan->kinds)};
    if (!x.of)
        return false;
    count_members(&x, m);
    for (uint32_t k = 0; k < plan->kinds; k++) {
        if (!m->count[k])
            continue;
        if (m->count[k] > 1 && plan_level(plan, k, k) >= from)
            keep_alone(&x, k);
        for (uint32_t l = 0; l < k; l++) {
            if (!m->count[l] || plan_level(plan, k, l) < from)
                continue;
            if (m->count[k] == 1 && m->count[l] == 1 && m->one[k] == m->one[l])
                continue;
            int a = presence_of(&x, k), b = presence_of(&x, l);
            maxsat_clause2(e->solver, -a, -b);
        }
    }
    return true;
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
                maxsat_clause2(e->solver, -e->use[i], -e->use[k]);
}

/* ---- pairs that name each other ---- */

static int fits_of_level(enum level level)
{
    switch (level) {
    case LEVEL_NOTHING:
        return FIT_SHARED | FIT_INNER | FIT_OUTER;
    case LEVEL_INNER:
        return FIT_INNER | FIT_OUTER;
    case LEVEL_OUTER:
        return FIT_OUTER;
    default:
        return 0;
    }
}

/* Clauses `these two alternatives are not …` for what the kinds do not say already. */
static void restrict_pair(struct encoding *e, uint32_t i, uint32_t k, int lost)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    uint32_t a = p->alternatives[i].component, b = p->alternatives[k].component;
    int both[4] = {-e->use[i], -e->use[k]};
    if ((lost & FIT_SHARED) && (lost & FIT_INNER || plan->inner == NONE) && (lost & FIT_OUTER || plan->outer == NONE)) {
        maxsat_clause(e->solver, both, 2);
        return;
    }
    for (uint32_t s = 0; s < plan->spot_count; s++) {
        if (!e->at[a][s])
            continue;
        int here = e->at[a][s], there = e->at[b][s], zone = e->in[b][plan->spots[s].zone];
        if ((lost & FIT_SHARED) && there)
            maxsat_clause(e->solver, (int[]){both[0], both[1], -here, -there}, 4);
        /* same zone, another part */
        if ((lost & FIT_INNER) && plan->inner != NONE && zone && zone != there) {
            int clause[5] = {both[0], both[1], -here, -zone, there};
            maxsat_clause(e->solver, clause, there ? 5 : 4);
        }
    }
    for (uint32_t z = 0; (lost & FIT_OUTER) && plan->outer != NONE && z < plan->zone_count; z++)
        if (e->in[a][z]) {
            int clause[4] = {both[0], both[1], -e->in[a][z], e->in[b][z]};
            maxsat_clause(e->solver, clause, e->in[b][z] ? 4 : 3);
        }
}

/* Merging must not break what a pair asks for beyond its kinds: it may ask to be nearer, and never to be further apart. */
static bool may_lose(int lost, int mask)
{
    return lost == 0 || mask == 0 || lost == FIT_OUTER || (lost == (FIT_INNER | FIT_OUTER) && (mask & FIT_SHARED));
}

/* A pair that names each other may be worse off than its kinds say (a need that must pass). Better off is not for this plan. */
static bool restrict_named(struct encoding *e, uint32_t a, uint32_t b, bool *unsuited)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    for (uint32_t i = p->first_alternative[a]; i < p->first_alternative[a + 1]; i++)
        for (uint32_t k = p->first_alternative[b]; k < p->first_alternative[b + 1]; k++) {
            int mask = plan_fits(plan, i, k);
            int usual = fits_of_level(plan_level(plan, plan_kind(plan, i), plan_kind(plan, k)));
            int possible = FIT_SHARED | (plan->inner != NONE ? FIT_INNER : 0) | (plan->outer != NONE ? FIT_OUTER : 0);
            usual &= possible;
            int lost = usual & ~mask;
            if (mask < 0 || (mask & ~usual) || !may_lose(lost, mask)) {
                *unsuited = true;
                return false;
            }
            if (lost)
                restrict_pair(e, i, k, lost);
        }
    return true;
}

static bool restrict_all_named(struct encoding *e, bool *unsuited)
{
    const struct problem *p = e->plan->problem;
    uint32_t n = p->model->component_count;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++)
            if (pair_is_named(p, a, b) && !restrict_named(e, a, b, unsuited))
                return false;
    return true;
}

/* ---- what is built, and what is cut ---- */

static bool tell_use(struct encoding *e)
{
    const struct plan *plan = e->plan;
    uint32_t n = plan->problem->model->component_count;
    e->spot_used = arena_new_array(e->arena, int, plan->spot_count);
    e->zone_used = arena_new_array(e->arena, int, plan->zone_count);
    if (!e->spot_used || !e->zone_used)
        return false;
    for (uint32_t s = 0; s < plan->spot_count; s++) {
        e->spot_used[s] = maxsat_variable(e->solver);
        for (uint32_t c = 0; c < n; c++)
            if (e->at[c][s])
                maxsat_clause2(e->solver, -e->at[c][s], e->spot_used[s]);
    }
    for (uint32_t z = 0; z < plan->zone_count; z++) {
        const struct zone *zone = &plan->zones[z];
        if (zone->spot_count == 1) {
            e->zone_used[z] = e->spot_used[zone->first_spot];
            continue;
        }
        e->zone_used[z] = maxsat_variable(e->solver);
        for (uint32_t k = 0; k < zone->spot_count; k++)
            maxsat_clause2(e->solver, -e->spot_used[zone->first_spot + k], e->zone_used[z]);
    }
    return true;
}

/* True when two of the literals are: a chain, so that it stays linear. 0: no memory, or fewer than two literals (*none). */
static int at_least_two(struct encoding *e, const int *literals, uint32_t count)
{
    int two = maxsat_variable(e->solver), seen = literals[0];
    for (uint32_t i = 1; i < count; i++) {
        maxsat_clause3(e->solver, -seen, -literals[i], two);
        if (i + 1 == count)
            break;
        int next = maxsat_variable(e->solver);
        maxsat_clause2(e->solver, -seen, next);
        maxsat_clause2(e->solver, -literals[i], next);
        seen = next;
    }
    return two;
}

static bool tell_cuts(struct encoding *e)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    uint32_t n = p->model->component_count, rates = p->first_rate ? p->first_rate[n] : 0;
    e->cut_outer = arena_new_array(e->arena, int, rates);
    e->cut_inner = arena_new_array(e->arena, int, rates);
    if (!e->cut_outer || !e->cut_inner)
        return false;
    if (plan->outer == NONE)
        return true;
    for (uint32_t a = 0; rates && a < n; a++)
        for (uint32_t r = p->first_rate[a]; r < p->first_rate[a + 1]; r++) {
            uint32_t b = p->rate_other[r];
            if (b < a)
                continue;
            int outer = e->cut_outer[r] = maxsat_variable(e->solver);
            for (uint32_t z = 0; z < plan->zone_count; z++)
                for (int side = 0; side < 2; side++) {
                    int here = e->in[side ? b : a][z], there = e->in[side ? a : b][z];
                    if (here && there)
                        maxsat_clause3(e->solver, -here, there, outer);
                    else if (here)
                        maxsat_clause2(e->solver, -here, outer);
                }
            if (plan->inner == NONE)
                continue;
            int inner = e->cut_inner[r] = maxsat_variable(e->solver);
            maxsat_clause2(e->solver, -outer, inner);
            for (uint32_t s = 0; s < plan->spot_count; s++)
                for (int side = 0; side < 2; side++) {
                    int here = e->at[side ? b : a][s], there = e->at[side ? a : b][s];
                    if (here && there)
                        maxsat_clause3(e->solver, -here, there, inner);
                    else if (here)
                        maxsat_clause2(e->solver, -here, inner);
                }
        }
    return true;
}

bool encode_hard(struct encoding *e, bool *unsuited)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    uint32_t n = p->model->component_count;
    e->use = arena_new_array(e->arena, int, p->alternative_count);
    e->at = arena_new_array(e->arena, int *, n);
    e->in = arena_new_array(e->arena, int *, n);
    struct members m = {arena_new_array(e->arena, uint32_t, plan->kinds), arena_new_array(e->arena, uint32_t, plan->kinds)};
    if (!e->use || !e->at || !e->in || !m.count || !m.one)
        return false;
    for (uint32_t c = 0; c < n; c++)
        if (!place_component(e, c))
            return false;
    for (uint32_t c = 0; c < n; c++)
        tie_to_anchors(e, c);
    for (uint32_t s = 0; s < plan->spot_count; s++)
        if (!keep_peace(e, s, false, plan->inner == NONE ? LEVEL_OUTER : LEVEL_INNER, &m))
            return false;
    for (uint32_t z = 0; plan->inner != NONE && z < plan->zone_count; z++)
        if (!keep_peace(e, z, true, LEVEL_OUTER, &m))
            return false;
    keep_out(e);
    return restrict_all_named(e, unsuited) && tell_cuts(e) && tell_use(e) && !maxsat_out_of_memory(e->solver);
}

static bool limit(struct encoding *e, const int *literals, uint32_t count, uint32_t most)
{
    if (!most || count <= most)
        return true;
    struct totalizer *t = totalizer_new(e->arena, e->solver, literals, count);
    int over = t ? totalizer_at_least(t, (size_t)most + 1) : 0;
    if (!over)
        return false;
    maxsat_clause1(e->solver, -over);
    return true;
}

bool encode_limits(struct encoding *e)
{
    const struct plan *plan = e->plan;
    const struct mechanism *m = plan->problem->model->mechanisms;
    if (plan->outer == NONE)
        return true;
    if (!limit(e, e->zone_used, plan->zone_count, m[plan->outer].limit))
        return false;
    for (uint32_t z = 0; plan->inner != NONE && z < plan->zone_count; z++)
        if (!limit(e, e->spot_used + plan->zones[z].first_spot, plan->zones[z].spot_count, m[plan->inner].limit))
            return false;
    return true;
}

/* ---- costs ---- */

static bool price_cuts(struct encoding *e)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    uint32_t n = p->model->component_count;
    if (plan->outer == NONE || !p->first_rate)
        return true;
    for (uint32_t r = 0; r < p->first_rate[n]; r++) {
        if (!e->cut_outer[r])
            continue;
        int128 outer = p->rate_value[r] * p->gate_of[plan->outer], inner = 0;
        if (plan->inner != NONE)
            inner = p->rate_value[r] * p->gate_of[plan->inner];
        maxsat_soft(e->solver, -e->cut_outer[r], outer - inner);
        if (e->cut_inner[r])
            maxsat_soft(e->solver, -e->cut_inner[r], inner);
    }
    return true;
}

/* A compartment costs one when there is a second beside it. */
static bool price_built(struct encoding *e)
{
    const struct plan *plan = e->plan;
    if (plan->outer == NONE)
        return true;
    if (!e->divided && plan->zone_count > 1)
        e->divided = at_least_two(e, e->zone_used, plan->zone_count);
    if (!e->parted) {
        e->parted = arena_new_array(e->arena, int, plan->zone_count);
        if (!e->parted)
            return false;
        for (uint32_t z = 0; plan->inner != NONE && z < plan->zone_count; z++)
            if (plan->zones[z].spot_count > 1)
                e->parted[z] = at_least_two(e, e->spot_used + plan->zones[z].first_spot, plan->zones[z].spot_count);
    }
    for (uint32_t z = 0; z < plan->zone_count; z++) {
        if (e->divided) {
            int built = maxsat_variable(e->solver);
            maxsat_clause3(e->solver, -e->zone_used[z], -e->divided, built);
            maxsat_soft(e->solver, -built, 1);
        }
        for (uint32_t k = 0; e->parted[z] && k < plan->zones[z].spot_count; k++) {
            int built = maxsat_variable(e->solver);
            maxsat_clause3(e->solver, -e->spot_used[plan->zones[z].first_spot + k], -e->parted[z], built);
            maxsat_soft(e->solver, -built, 1);
        }
    }
    return true;
}

/* Of the alternatives of a component, what the cheapest costs: soft literals count only what is above. */
static int128 least_part(const struct problem *p, uint32_t component, enum measure measure)
{
    uint32_t first = p->first_alternative[component], end = p->first_alternative[component + 1];
    int128 least = first < end ? p->alternatives[first].part[measure] : 0;
    for (uint32_t i = first; i < end; i++)
        if (p->alternatives[i].part[measure] < least)
            least = p->alternatives[i].part[measure];
    return least;
}

int128 encode_least(const struct problem *p, enum measure measure)
{
    int128 sum = 0;
    for (uint32_t c = 0; c < p->model->component_count; c++)
        sum += least_part(p, c, measure);
    return sum;
}

bool encode_measure(struct encoding *e, enum measure measure)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    for (uint32_t c = 0; c < p->model->component_count; c++) {
        int128 least = least_part(p, c, measure);
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++)
            maxsat_soft(e->solver, -e->use[i], p->alternatives[i].part[measure] - least);
    }
    switch (measure) {
    case MEASURE_RUNTIME:
        return price_cuts(e) && !maxsat_out_of_memory(e->solver);
    case MEASURE_COMPARTMENTS:
        for (uint32_t s = 0; s < plan->spot_count; s++)
            maxsat_soft(e->solver, -e->spot_used[s], 1);
        return !maxsat_out_of_memory(e->solver);
    case MEASURE_TRANSFORMATIONS:
        return price_built(e) && !maxsat_out_of_memory(e->solver);
    default:
        return !maxsat_out_of_memory(e->solver);
    }
}

/* ---- back ---- */

/* Hardening as the configuration holds it. */
static bool read_choice(const struct problem *p, struct arena *a, const struct alternative *alternative, struct choice *out)
{
    out->form = alternative->form;
    out->hardening = arena_new_array(a, uint32_t, p->hardening_count);
    out->path = arena_new_array(a, struct placement, 2);
    if (!out->hardening || !out->path)
        return false;
    for (uint32_t i = 0; i < p->hardening_count; i++)
        if (alternative->chosen >> i & 1)
            out->hardening[out->hardening_count++] = p->hardening[i];
    /* ascending by id */
    for (uint32_t i = 1; i < out->hardening_count; i++)
        for (uint32_t k = i; k > 0 && out->hardening[k - 1] > out->hardening[k]; k--) {
            uint32_t swap = out->hardening[k];
            out->hardening[k] = out->hardening[k - 1];
            out->hardening[k - 1] = swap;
        }
    return true;
}

struct configuration *encode_read(const struct encoding *e, struct arena *a, bool (*value)(const struct maxsat *, int))
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    uint32_t n = p->model->component_count, zones = 0;
    struct configuration *out = arena_new(a, struct configuration);
    uint32_t *spot = arena_new_array(a, uint32_t, n);
    uint32_t *parts = arena_new_array(a, uint32_t, plan->zone_count), *in_spot = arena_new_array(a, uint32_t, plan->spot_count);
    if (!out || !spot || !parts || !in_spot || !(out->choices = arena_new_array(a, struct choice, n)))
        return NULL;
    out->count = n;
    for (uint32_t c = 0; c < n; c++) {
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++)
            if (value(e->solver, e->use[i]) && !read_choice(p, a, &p->alternatives[i], &out->choices[c]))
                return NULL;
        for (uint32_t s = 0; s < plan->spot_count; s++)
            if (e->at[c][s] && value(e->solver, e->at[c][s]))
                spot[c] = s;
        uint32_t z = plan->spots[spot[c]].zone;
        if (!in_spot[spot[c]]++ && !parts[z]++)
            zones++;
    }
    for (uint32_t c = 0; c < n; c++) {
        uint32_t z = plan->spots[spot[c]].zone;
        struct choice *choice = &out->choices[c];
        if (zones > 1)
            choice->path[choice->depth++] = (struct placement){plan->outer, z + 1};
        if (parts[z] > 1)
            choice->path[choice->depth++] = (struct placement){plan->inner, spot[c] - plan->zones[z].first_spot + 1};
    }
    struct arena scratch;
    arena_init(&scratch, p->memory);
    bool fine = configuration_renumber(p->model, &scratch, out);
    arena_fini(&scratch);
    return fine ? out : NULL;
}
