/* Limits and measures of the plan as clauses: what is cut, what is built, what that costs. */
#include "solve/sat/encode.h"
#include "solve/sat/totalizer.h"

/* ---- what is built, and what is cut ---- */

bool encode_built(struct encoding *e)
{
    const struct plan *plan = e->plan;
    uint32_t n = plan->problem->model->component_count;
    e->spot_used = arena_new_array(e->arena, int, plan->spot_count);
    e->zone_used = arena_new_array(e->arena, int, plan->zone_count);
    if (!e->spot_used || !e->zone_used)
        return false;
    for (uint32_t s = 0; s < plan->spot_count; s++) {
        uint32_t anchor = plan->spots[s].part_anchor;
        if (anchor != NONE) { /* nobody is there without it */
            e->spot_used[s] = e->at[anchor][s] ? e->at[anchor][s] : -e->truth;
            continue;
        }
        e->spot_used[s] = maxsat_variable(e->solver);
        for (uint32_t c = 0; c < n; c++)
            if (e->at[c][s])
                encode_2(e, -e->at[c][s], e->spot_used[s]);
    }
    for (uint32_t z = 0; z < plan->zone_count; z++) {
        const struct zone *zone = &plan->zones[z];
        if (zone->spot_count == 1 || zone->anchor != NONE) {
            e->zone_used[z] = e->spot_used[zone->first_spot];
            continue;
        }
        e->zone_used[z] = maxsat_variable(e->solver);
        for (uint32_t k = 0; k < zone->spot_count; k++)
            encode_2(e, -e->spot_used[zone->first_spot + k], e->zone_used[z]);
    }
    return true;
}

/* True when two of the literals are: a chain, so that it stays linear. 0: no memory, or fewer than two literals (*none). */
static int at_least_two(struct encoding *e, const int *literals, uint32_t count)
{
    int two = maxsat_variable(e->solver), seen = literals[0];
    for (uint32_t i = 1; i < count; i++) {
        encode_3(e, -seen, -literals[i], two);
        if (i + 1 == count)
            break;
        int next = maxsat_variable(e->solver);
        encode_2(e, -seen, next);
        encode_2(e, -literals[i], next);
        seen = next;
    }
    return two;
}

/* The cut holds when the one is at a place and the other is not. */
static void cut_where(struct encoding *e, const int *a, const int *b, uint32_t places, int cut)
{
    for (uint32_t x = 0; x < places; x++) {
        if (a[x])
            encode_3(e, -a[x], b[x] ? b[x] : -e->truth, cut);
        if (b[x])
            encode_3(e, -b[x], a[x] ? a[x] : -e->truth, cut);
    }
}

bool encode_cuts(struct encoding *e)
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
            e->cut_outer[r] = maxsat_variable(e->solver);
            cut_where(e, e->in[a], e->in[b], plan->zone_count, e->cut_outer[r]);
            if (plan->inner == NONE)
                continue;
            e->cut_inner[r] = maxsat_variable(e->solver);
            encode_2(e, -e->cut_outer[r], e->cut_inner[r]);
            cut_where(e, e->at[a], e->at[b], plan->spot_count, e->cut_inner[r]);
        }
    return true;
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

bool encode_budget(struct encoding *e)
{
    const struct problem *p = e->plan->problem;
    if (!p->has_budget[MEASURE_COMPARTMENTS] || e->plan->outer == NONE)
        return true;
    int128 most = p->budget[MEASURE_COMPARTMENTS] / p->scale[MEASURE_COMPARTMENTS];
    return most >= e->plan->spot_count || limit(e, e->spot_used, e->plan->spot_count, most > 1 ? (uint32_t)most : 1);
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
            encode_3(e, -e->zone_used[z], -e->divided, built);
            maxsat_soft(e->solver, -built, 1);
        }
        for (uint32_t k = 0; e->parted[z] && k < plan->zones[z].spot_count; k++) {
            int built = maxsat_variable(e->solver);
            encode_3(e, -e->spot_used[plan->zones[z].first_spot + k], -e->parted[z], built);
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
