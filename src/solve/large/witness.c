#include "solve/large/witness.h"

#define MOST_WITNESSES 12
#define MOST_ALTERNATIVES 24
#define MOST_TRIED 400      /* components that may be gathered */
#define MOST_LEAVES 200000  /* of one tree: beyond, the handful is large enough */

struct tree {
    const struct field *f;
    uint32_t who[MOST_WITNESSES], count;
    uint32_t alternative[MOST_WITNESSES], place[MOST_WITNESSES]; /* of those placed */
    cost_t cheapest_rest[MOST_WITNESSES + 1];
    cost_t least;
    bool directed;       /* a place may be outside of all compartments */
    uint64_t leaves;
    uint64_t effort;     /* leaves of all trees that may still be looked at */
    bool failed;
};

static uint32_t first_of(const struct tree *t, uint32_t i)
{
    return t->f->p->first_alternative[t->who[i]];
}

static uint32_t end_of(const struct tree *t, uint32_t i)
{
    return t->f->p->first_alternative[t->who[i] + 1];
}

static cost_t cheapest(const struct problem *p, uint32_t c)
{
    cost_t least = COST_MOST;
    for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++)
        least = p->alternatives[i].cost < least ? p->alternatives[i].cost : least;
    return least;
}

/* So many places cost: a compartment each, but perhaps one that is outside of all. */
static cost_t cost_of_places(const struct tree *t, uint32_t places)
{
    const struct problem *p = t->f->p;
    uint32_t built = places < 2 ? 0 : t->directed ? places - 1 : places;
    return places * p->stride[MEASURE_COMPARTMENTS] + built * p->stride[MEASURE_TRANSFORMATIONS];
}

static int128 rate_between(const struct problem *p, uint32_t a, uint32_t b)
{
    int128 rate = 0;
    for (uint32_t i = p->first_rate[a]; i < p->first_rate[a + 1]; i++)
        rate += p->rate_other[i] == b ? p->rate_value[i] : 0;
    return rate;
}

/* What it costs beside those placed to be in a place; COST_MOST when it cannot. */
static cost_t cost_beside(struct tree *t, uint32_t i, uint32_t alternative, uint32_t place)
{
    cost_t cost = t->f->p->alternatives[alternative].cost;
    for (uint32_t k = 0; k < i; k++) {
        struct parting between;
        t->failed |= !field_parting(t->f, alternative, t->alternative[k], &between);
        cost_t apart = between.within < between.across ? between.within : between.across;
        cost_t gate = t->place[k] == place ? between.same : apart;
        if (gate >= COST_MOST)
            return COST_MOST;
        cost += gate ? gate * rate_between(t->f->p, t->who[i], t->who[k]) : 0;
    }
    return cost;
}

/* The depth is that of the handful. */
static void place(struct tree *t, uint32_t i, uint32_t places, cost_t cost)
{
    if (cost + t->cheapest_rest[i] + cost_of_places(t, places) >= t->least || t->failed || t->leaves > MOST_LEAVES)
        return;
    t->leaves++;
    if (i == t->count) {
        t->least = cost + cost_of_places(t, places);
        return;
    }
    for (uint32_t k = first_of(t, i); k < end_of(t, i); k++)
        for (uint32_t q = 0; q <= places; q++) {
            cost_t more = cost_beside(t, i, k, q);
            if (more >= COST_MOST)
                continue;
            t->alternative[i] = k;
            t->place[i] = q;
            place(t, i + 1, q == places ? places + 1 : places, cost + more);
        }
}

/* The least that the handful costs; false when there are too many ways, or no memory. */
static bool weigh(struct tree *t, cost_t *out)
{
    t->least = COST_MOST;
    t->leaves = 0;
    t->cheapest_rest[t->count] = 0;
    for (uint32_t i = t->count; i-- > 0;)
        t->cheapest_rest[i] = t->cheapest_rest[i + 1] + cheapest(t->f->p, t->who[i]);
    place(t, 0, 0, 0);
    *out = t->least;
    t->effort -= t->leaves < t->effort ? t->leaves + 1 : t->effort;
    return !t->failed && t->leaves <= MOST_LEAVES;
}

/* Some components of each kind that the cheapest alternative is of, spread over all. */
static uint32_t list_candidates(const struct field *f, uint32_t *out)
{
    const struct problem *p = f->p;
    uint32_t count = 0, each = f->kinds < 40 ? 10 : f->kinds < 130 ? 3 : 1;
    for (uint32_t kind = 0; kind < f->kinds; kind++) {
        uint32_t found = 0;
        for (uint32_t i = f->first_of_kind[kind]; i < f->first_of_kind[kind + 1] && found < each && count < MOST_TRIED; i++) {
            uint32_t c = p->alternatives[f->of_kind[i]].component;
            if (f->of_kind[i] != p->first_alternative[c] || p->first_alternative[c + 1] - p->first_alternative[c] > MOST_ALTERNATIVES)
                continue;
            out[count++] = c;
            found++;
        }
    }
    return count;
}

/* The bound with one more; NONE when nobody raises it. */
static uint32_t find_next(struct tree *t, const uint32_t *candidates, uint32_t count, cost_t all, struct watch *watch, cost_t *bound)
{
    uint32_t witness = NONE;
    for (uint32_t i = 0; i < count && t->effort && watch_look(watch) && !t->failed; i++) {
        cost_t least;
        if (ids_contain(t->who, t->count, candidates[i]))
            continue;
        t->who[t->count++] = candidates[i];
        if (weigh(t, &least)) {
            least = least >= COST_MOST ? COST_MOST : least + all - t->cheapest_rest[0];
            if (least > *bound) {
                *bound = least;
                witness = candidates[i];
            }
        }
        t->count--;
    }
    return witness;
}

/* One alone bears witness to nothing. */
static bool find_first_two(struct tree *t, const uint32_t *candidates, uint32_t count, cost_t all, struct watch *watch, cost_t *bound)
{
    uint32_t first = NONE, second = NONE;
    for (uint32_t i = 0; i < count && !watch->stopped && !t->failed; i++) {
        t->who[0] = candidates[i];
        t->count = 1;
        uint32_t found = find_next(t, candidates + i, count - i, all, watch, bound);
        if (found != NONE) {
            first = candidates[i];
            second = found;
        }
    }
    t->who[0] = first;
    t->who[1] = second;
    t->count = 2;
    return first != NONE && !t->failed;
}

bool witness_bound(const struct field *f, struct watch *watch, uint64_t effort, cost_t *bound)
{
    const struct problem *p = f->p;
    struct tree t = {.f = f, .effort = effort};
    uint32_t candidates[MOST_TRIED], count = list_candidates(f, candidates);
    for (uint32_t i = 0; i < p->isolation_count; i++)
        t.directed |= p->model->mechanisms[p->isolation[i]].is_directed;
    cost_t all = 0;
    for (uint32_t c = 0; c < p->model->component_count; c++) {
        cost_t least = cheapest(p, c);
        if (least >= COST_MOST) {
            *bound = COST_MOST;
            return true;
        }
        all += least;
    }
    *bound = all + cost_of_places(&t, 1);
    if (count && !find_first_two(&t, candidates, count, all, watch, bound))
        return !t.failed;
    while (t.count < MOST_WITNESSES && *bound < COST_MOST) {
        uint32_t witness = find_next(&t, candidates, count, all, watch, bound);
        if (t.failed)
            return false;
        if (witness == NONE)
            return true;
        t.who[t.count++] = witness;
    }
    return true;
}
