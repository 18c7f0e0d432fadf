/* Budgets during the search: what those that wait will need of a measure at least, and which of their options ask for more
 * than is left. */
#include "solve/search.h"

bool budgets_init(struct search *s, const uint32_t *relations, uint32_t relation_count)
{
    for (int m = 0; m < MEASURE_COUNT; m++)
        s->budgets |= s->keeps_all && s->p->has_budget[m];
    if (!s->budgets)
        return true;
    s->needed = arena_new_array(&s->p->arena, int128, s->count);
    return s->needed && messages_init(&s->spending, s->p, relations, relation_count, s->p->has_budget[MEASURE_RUNTIME]);
}

/* ---- of those seated ---- */

void budgets_spend(struct search *s, uint32_t component, uint32_t alternative, uint32_t place)
{
    struct problem *p = s->p;
    const struct alternative *a = &p->alternatives[alternative];
    for (int m = 0; m < MEASURE_COUNT; m++) {
        s->part[m] += a->part[m];
        for (uint32_t at = place; at != 0; at = s->places.list.items[at].parent)
            s->part[m] += price_step_part(p, a->form, s->places.list.items[at].mechanism, m);
    }
    for (uint32_t i = p->first_rate[component]; i < p->first_rate[component + 1]; i++) {
        const struct placed *other = &s->placed[p->rate_other[i]];
        if (other->alternative != NONE)
            s->part[MEASURE_RUNTIME] +=
                p->rate_value[i] * p->relations.items[places_relation(&s->places, place, other->place)].gate;
    }
    if (!s->places.list.items[place].direct) {
        s->part[MEASURE_COMPARTMENTS]++;
        if (p->model->hardening == HARDENING_PER_COMPARTMENT)
            s->part[MEASURE_TRANSFORMATIONS] += __builtin_popcountll(a->chosen);
    }
    s->part[MEASURE_TRANSFORMATIONS] += place_to_build(&s->places, place);
}

bool budgets_hold(const struct search *s)
{
    for (int m = 0; m < MEASURE_COUNT; m++)
        if (s->p->has_budget[m] && s->part[m] > s->p->budget[m])
            return false;
    return true;
}

/* ---- of those that wait ---- */

/* What an option needs of a measure, without what it shares with others. */
static int128 need_of(const struct search *s, uint32_t u, const struct option *o, enum measure measure)
{
    const struct alternative *a = &s->p->alternatives[s->waiting[u].first + o->k];
    if (measure == MEASURE_RUNTIME)
        return label_at(s, u, o->place)[o->k].runtime;
    int128 need = a->part[measure];
    for (uint32_t at = o->place; at != 0 && measure == MEASURE_MEMORY; at = s->places.list.items[at].parent)
        need += price_step_part(s->p, a->form, s->places.list.items[at].mechanism, measure);
    return need;
}

/* What opening its place takes of a measure; others who come to be there too need not pay it again. */
static int128 opening_of(const struct search *s, uint32_t u, const struct option *o, enum measure measure)
{
    bool opens = !s->places.list.items[o->place].direct;
    if (measure == MEASURE_COMPARTMENTS)
        return opens;
    if (measure != MEASURE_TRANSFORMATIONS)
        return 0;
    int128 need = place_to_build(&s->places, o->place);
    if (opens && s->p->model->hardening == HARDENING_PER_COMPARTMENT)
        need += __builtin_popcountll(s->p->alternatives[s->waiting[u].first + o->k].chosen);
    return need;
}

/* Options that need more than `spare` beyond the least that their component needs are dead from now on. */
static void drop_greedy_options(struct search *s, enum measure measure, int128 spare)
{
    for (uint32_t u = 0; u < s->count; u++)
        for (uint32_t i = s->first_option[u]; i < s->first_option[u + 1]; i++) {
            struct option *o = &s->options.items[i];
            if (o->unary < COST_MOST && need_of(s, u, o, measure) + opening_of(s, u, o, measure) - s->needed[u] > spare)
                o->unary = COST_MOST;
        }
}

static bool sum_needs(struct search *s, enum measure measure, int128 *sum)
{
    *sum = 0;
    for (uint32_t u = 0; u < s->count; u++) {
        if (!s->waits[u])
            continue;
        s->needed[u] = COST_MOST;
        for (uint32_t i = s->first_option[u]; i < s->first_option[u + 1]; i++) {
            const struct option *o = &s->options.items[i];
            int128 need = o->unary < COST_MOST ? need_of(s, u, o, measure) : COST_MOST;
            s->needed[u] = need < s->needed[u] ? need : s->needed[u];
        }
        if (s->needed[u] >= COST_MOST)
            return false;
        *sum += s->needed[u];
    }
    return true;
}

/* Of run time, crossings between two that wait count too. Alternatives for which too much is left no room are dropped. */
static bool share_crossings(struct search *s)
{
    const struct problem *p = s->p;
    for (uint32_t a = 0; a < p->alternative_count; a++)
        s->spending.unary[a] = COST_MOST;
    for (uint32_t u = 0; u < s->count; u++)
        for (uint32_t i = s->first_option[u]; i < s->first_option[u + 1]; i++) {
            const struct option *o = &s->options.items[i];
            cost_t *unary = &s->spending.unary[s->waiting[u].first + o->k];
            int128 need = o->unary < COST_MOST ? need_of(s, u, o, MEASURE_RUNTIME) : COST_MOST;
            *unary = need < *unary ? need : *unary;
        }
    cost_t least = messages_bound(&s->spending, s->waits, 4);
    int128 spare = p->budget[MEASURE_RUNTIME] - s->part[MEASURE_RUNTIME] - least;
    if (least >= COST_MOST || spare < 0)
        return false;
    for (uint32_t u = 0; u < s->count; u++) {
        cost_t best = COST_MOST;
        for (uint32_t k = s->waiting[u].first; k < s->waiting[u].first + s->waiting[u].count; k++)
            if (s->spending.unary[k] < COST_MOST && s->spending.reduced[k] < best)
                best = s->spending.reduced[k];
        for (uint32_t i = s->first_option[u]; i < s->first_option[u + 1]; i++) {
            struct option *o = &s->options.items[i];
            uint32_t k = s->waiting[u].first + o->k;
            if (o->unary < COST_MOST &&
                (s->spending.unary[k] >= COST_MOST ||
                 s->spending.reduced[k] - s->spending.unary[k] - best + need_of(s, u, o, MEASURE_RUNTIME) > spare))
                o->unary = COST_MOST;
        }
    }
    return true;
}

/* The same, with what a limit on compartments costs in run time. */
static bool hold_in_few(struct search *s)
{
    uint64_t most = compartments_at_most(s);
    cost_t least = 0;
    if (most >= s->count)
        return true;
    for (uint32_t u = 0; u < s->count; u++) {
        uint32_t first = s->waiting[u].first, end = first + s->waiting[u].count;
        cost_t best = COST_MOST;
        for (uint32_t k = first; k < end && s->waits[u]; k++)
            if (s->spending.unary[k] < COST_MOST && s->spending.reduced[k] < best)
                best = s->spending.reduced[k];
        for (uint32_t k = first; k < end; k++)
            s->extra[k] = s->waits[u] && s->spending.unary[k] < COST_MOST ? s->spending.reduced[k] - best : COST_MOST;
        least += s->waits[u] ? best : 0;
    }
    return capped_cost(s, s->extra, most) <= s->p->budget[MEASURE_RUNTIME] - s->part[MEASURE_RUNTIME] - least;
}

/* Those that can join nobody need a compartment each, as far as they cannot share one. */
static bool count_crowd(struct search *s)
{
    struct crowd *x = &s->crowd;
    cost_t sum;
    for (uint32_t u = 0; u < s->count; u++) {
        x->alive[u] = 0;
        x->price[u] = s->waits[u];
        for (uint32_t i = s->first_option[u]; i < s->first_option[u + 1]; i++) {
            const struct option *o = &s->options.items[i];
            if (o->unary >= COST_MOST)
                continue;
            x->alive[u] |= (uint64_t)1 << (o->k % 64);
            if (s->places.list.items[o->place].direct)
                x->price[u] = 0;
        }
    }
    s->failed |= !crowd_gather(x, s->waits, &sum);
    return !s->failed && s->part[MEASURE_COMPARTMENTS] + sum <= s->p->budget[MEASURE_COMPARTMENTS];
}

bool budgets_allow(struct search *s)
{
    for (int m = 0; m < MEASURE_COUNT; m++) {
        int128 sum;
        if (!s->p->has_budget[m])
            continue;
        if (!sum_needs(s, m, &sum))
            return false;
        int128 spare = s->p->budget[m] - s->part[m] - sum;
        if (spare < 0)
            return false;
        drop_greedy_options(s, m, spare);
        if (m == MEASURE_RUNTIME && (!share_crossings(s) || !hold_in_few(s)))
            return false;
        if (m == MEASURE_COMPARTMENTS && !count_crowd(s))
            return false;
    }
    return true;
}
