/* Where the number of compartments is limited, by a budget or because fewer than in the best configuration known are sought:
 * of a crowd that cannot share, with alternatives that are cheap, only so many can have their own compartment. The others
 * pay for alternatives that are dearer. */
#include "solve/search.h"

#define MOST_LEVELS 6

uint64_t compartments_at_most(const struct search *s)
{
    const struct model *m = s->p->model;
    uint64_t most = s->count;
    if (s->budgets && s->p->has_budget[MEASURE_COMPARTMENTS] && s->p->budget[MEASURE_COMPARTMENTS] < (int128)most)
        most = (uint64_t)s->p->budget[MEASURE_COMPARTMENTS];
    if (s->costs && m->objective_count && m->objective[0] == MEASURE_COMPARTMENTS && s->ceiling < COST_MOST) {
        cost_t better = (s->ceiling - 1) / s->p->stride[MEASURE_COMPARTMENTS];
        if (better < (cost_t)most)
            most = (uint64_t)better;
    }
    return most;
}

/* How many compartments that are there could take in one of the crowd with a cheap alternative. */
static uint32_t count_joinable(const struct search *s)
{
    uint32_t count = 0;
    for (uint32_t z = 0; z < s->zone_count; z++) {
        bool joinable = false;
        if (!s->places.list.items[s->zones[z]].direct)
            continue;
        for (uint32_t i = 0; i < s->crowd.member_count && !joinable; i++) {
            uint32_t u = s->crowd.members[i];
            for (uint32_t o = s->first_option[u]; o < s->first_option[u + 1] && !joinable; o++)
                joinable = s->options.items[o].unary < COST_MOST && s->options.items[o].zone == z &&
                           ((s->crowd.alive[u] >> s->options.items[o].k) & 1);
        }
        count += joinable;
    }
    return count;
}

/* What those of the crowd pay together for whom there is no compartment, who pay least. */
static cost_t pay(struct search *s, uint64_t most)
{
    struct crowd *x = &s->crowd;
    uint64_t left = most + count_joinable(s), wanted = x->member_count + (uint64_t)s->places.groups;
    cost_t sum = 0;
    if (wanted <= left)
        return 0;
    /* members stand in order of what they pay, the dearest first */
    for (uint64_t i = 0; i < wanted - left && i < x->member_count; i++) {
        cost_t price = x->price[x->members[x->member_count - 1 - i]];
        if (price >= COST_MOST)
            return COST_MOST;
        sum += price;
    }
    return wanted - left > x->member_count ? COST_MOST : sum;
}

/* Alternatives that are dearer than the best by less than the level are cheap. */
static cost_t pay_at(struct search *s, const cost_t *extra, cost_t level, uint64_t most)
{
    struct crowd *x = &s->crowd;
    cost_t sum;
    for (uint32_t u = 0; u < s->count; u++) {
        x->alive[u] = 0;
        x->price[u] = COST_MOST;
        for (uint32_t k = 0; k < s->waiting[u].count && s->waits[u]; k++) {
            cost_t more = extra[s->waiting[u].first + k];
            if (more < level)
                x->alive[u] |= (uint64_t)1 << k;
            else if (more < x->price[u])
                x->price[u] = more;
        }
    }
    if (!crowd_gather(x, s->waits, &sum)) {
        s->failed = true;
        return 0;
    }
    return pay(s, most);
}

/* `extra`: by alternative, what it is dearer than the best of its component; COST_MOST when it cannot be taken. */
cost_t capped_cost(struct search *s, const cost_t *extra, uint64_t most)
{
    cost_t levels[MOST_LEVELS], best = 0;
    uint32_t count = 0;
    if (!s->crowd.usable || s->places.groups + (uint64_t)(s->count - s->seated) <= most)
        return 0;
    levels[count++] = COST_MOST; /* all are cheap: who has no compartment has nothing */
    for (uint32_t u = 0; u < s->count && count < MOST_LEVELS; u++)
        for (uint32_t k = s->waiting[u].first; s->waits[u] && k < s->waiting[u].first + s->waiting[u].count; k++) {
            /* levels that differ by a half at least tell enough apart */
            bool known = extra[k] <= 0 || extra[k] >= COST_MOST || count == MOST_LEVELS;
            for (uint32_t i = 1; i < count; i++)
                known |= extra[k] < levels[i] * 2 && levels[i] < extra[k] * 2;
            if (!known)
                levels[count++] = extra[k];
        }
    for (uint32_t i = 0; i < count && best < COST_MOST && !s->failed; i++) {
        cost_t cost = pay_at(s, extra, levels[i], most);
        best = cost > best ? cost : best;
    }
    return best;
}
